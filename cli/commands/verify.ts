import { cpus } from 'node:os';
import { replay } from '../../runtime/replay.ts';
import { readBackend } from '../backend.ts';
import { experimentHelp, experimentOptions, experimentOptionsHelp } from '../experiments.ts';
import { prepare } from '../prepare.ts';
import { select } from '../run/select.ts';
import { count } from '../text.ts';
import { oneOf, parse, UsageError, wholeNumber } from '../usage.ts';
import { version } from '../version.ts';

export const summary = 'Compute some cells once more and compare them with what was sealed';

export const help = `Usage: crease verify [FILES] --replay N [--only SELECTOR] [--profile NAME] [--set PATH=VALUE] [...]

Runs N cells again that are wholly in the store, in an empty store of their own, and compares every record with
what was sealed, byte for byte. \`crease store verify\` checks the hashes of the store without computing anything.

${experimentHelp}

Options:
  --replay N           How many cells; they are chosen by their keys, so the same each time
  --only SELECTOR      From which cells, as for \`crease run\`
${experimentOptionsHelp}
  --backend NAME       tensorflow, wasm or reference; the fastest that runs here unless said. Only results of
                       that backend are compared
  --jobs N             Worker processes at a time; as many as there are cores unless said
  --format text|json   Text to read (default), or one JSON object

Examples:
  crease verify --replay 3
  crease verify smart-start --replay 5 --only start=both

Exit codes:
  0  every record is the same
  1  records differ, or an experiment file has errors
  2  the command was not understood, or the store has no such cell`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    ...experimentOptions,
    replay: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
    backend: { type: 'string' },
    jobs: { type: 'string', default: String(cpus().length) },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('--format', values.format, ['text', 'json']);
  if (values.replay === undefined) throw new UsageError('say how many cells to run again: --replay 3.');
  const cells = wholeNumber('--replay', values.replay, 1, 100_000);
  const jobs = wholeNumber('--jobs', values.jobs, 1, 1024);
  const { backend, numerics, versions } = await readBackend(values.backend);
  const prepared = prepare(positionals, values, numerics);
  if (!prepared) return 1;
  const { engine } = await import('../../runtime/engine.ts');
  const never = new AbortController().signal;
  const found = await replay(select(prepared, values), cells, engine, {
    ...{ root: process.cwd(), backend, numerics, jobs, stop: never, kill: never },
    versions: { crease: version, node: process.versions.node, ...versions },
    command: () => 'crease verify',
    onEvent: (event) => {
      if (event.kind === 'failed') process.stderr.write(`failed: ${event.cell}: ${event.reason}\n`);
    },
  });
  if (found.cells.length === 0)
    throw new UsageError(`the store has no such cell of ${numerics}: \`crease plan\` says what is there.`);
  process.stdout.write(
    format === 'json' ? `${JSON.stringify({ numerics, ...found }, null, 2)}\n` : describe(found, numerics),
  );
  return found.differences.length === 0 ? 0 : 1;
}

function describe(
  { cells, steps, differences }: Awaited<ReturnType<typeof replay>>,
  numerics: string,
): string {
  const lines = differences.map(
    ({ experiment, cell, step, key, files }) =>
      `${experiment} ${cell} ${step} (${key.slice(0, 12)}): ${files.join(', ')} differ`,
  );
  const same = steps - differences.length;
  return `${[
    ...cells.map(({ experiment, cell }) => `ran again: ${experiment} ${cell}`),
    ...lines,
    `${same} of ${count(steps, 'step')} gave the same bytes, on ${numerics}.`,
  ].join('\n')}\n`;
}
