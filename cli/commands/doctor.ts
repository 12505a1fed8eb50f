import { parseArgs } from 'node:util';
import { diagnose } from '../doctor/diagnose.ts';
import { gatherFacts } from '../doctor/facts.ts';
import { printDiagnosis } from '../doctor/print.ts';

export const summary = 'Say what is installed, which backend runs, and what to do about what is missing';

export const help = `Usage: crease doctor [--format text|json]

Looks at Node, TensorFlow's native library, the WASM backend, memory, disk, Astro, a browser for the tests
and git, and says for each what was found and, where it is missing, what to do. Then it says on which backend
experiments run, how many workers at a time, and with how many threads each.

Options:
  --format text|json   Lines to read (default), or one JSON object

Exit codes:
  0  experiments can run here
  1  something that experiments need is missing
  2  the command was not understood`;

/** Prints the diagnosis of this machine; returns the exit code. */
export async function run(args: string[]): Promise<number> {
  let format: string;
  try {
    format = readFormat(args);
  } catch (error) {
    process.stderr.write(`crease doctor: ${(error as Error).message}\nSee \`crease doctor --help\`.\n`);
    return 2;
  }
  const diagnosis = diagnose(await gatherFacts(process.cwd()));
  process.stdout.write(
    format === 'json' ? `${JSON.stringify(diagnosis, null, 2)}\n` : printDiagnosis(diagnosis),
  );
  return diagnosis.findings.some(({ state }) => state === 'bad') ? 1 : 0;
}

function readFormat(args: string[]): string {
  const { format } = parseArgs({ args, options: { format: { type: 'string', default: 'text' } } }).values;
  if (format === 'text' || format === 'json') return format;
  throw new Error(`--format is '${format}', but can be text or json.`);
}
