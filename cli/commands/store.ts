import { verifyStore } from '../../runtime/store/verify.ts';
import { count } from '../text.ts';
import { oneOf, parse, UsageError } from '../usage.ts';

export const summary = 'Check every hash in the store: `crease store verify`';

export const help = `Usage: crease store verify [--format text|json]

Reads every record in .crease/store with its arrays and weights, and every checkpoint, and checks their hashes,
and that each record's key is that of the settings it holds. A damaged record is moved to .crease/damaged, and the
next \`crease run\` computes it again.

Options:
  --format text|json   Text to read (default), or one JSON object

Examples:
  crease store verify
  crease store verify --format json | jq '.problems[].key'

Exit codes:
  0  everything is as it was sealed
  1  something is damaged
  2  the command was not understood`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { format: { type: 'string', default: 'text' } });
  const format = oneOf('--format', values.format, ['text', 'json']);
  if (positionals.join() !== 'verify')
    throw new UsageError(`it can verify, but was given '${positionals.join(' ')}'.`);
  const found = verifyStore('.crease');
  const { records, checkpoints, problems } = found;
  const read = `${count(records, 'record')} and ${count(checkpoints, 'checkpoint')}`;
  const lines = problems.map(({ message }) => message);
  const verdict =
    problems.length === 0
      ? `${read}: everything is as it was sealed.`
      : `${read}: ${count(problems.length, 'problem')}. \`crease run\` computes again what is gone.`;
  process.stdout.write(
    format === 'json' ? `${JSON.stringify(found, null, 2)}\n` : `${[...lines, verdict].join('\n')}\n`,
  );
  return problems.length === 0 ? 0 : 1;
}
