import { findWaste, isBusy, reasons, removeWaste, type Waste } from '../../runtime/store/waste.ts';
import { neededKeys } from '../needed.ts';
import { bytes, count } from '../text.ts';
import { oneOf, parse } from '../usage.ts';

export const summary = 'Say what may go from the store, and remove it when told to';

export const help = `Usage: crease gc [--unused] [--yes] [--format text|json]

Looks in .crease for what no run can use any more: half-written files and leases of processes that are gone,
checkpoints of finished trainings, failures of steps that were sealed since, damaged records that were computed
again. Without --yes nothing is removed.

With --unused also records that no experiment of the project needs, in any of its profiles. What results name is
always kept, whether they lie in .crease/results or in a committed results.json. Records of runs with --set that
no results name are unused.

Options:
  --unused             Also records that no experiment and no results name
  --yes                Remove what was found
  --format text|json   Text to read (default), or one JSON object with every path

Examples:
  crease gc
  crease gc --unused          what would go
  crease gc --unused --yes    and now it goes

Exit codes:
  0  said, or removed
  1  an experiment file has errors, or a run is at work, so that nobody knows what is unused
  2  the command was not understood`;

export async function run(args: string[]): Promise<number> {
  const { values } = parse(
    args,
    {
      unused: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      format: { type: 'string', default: 'text' },
    },
    'no files',
  );
  const format = oneOf('--format', values.format, ['text', 'json']);
  if (values.unused && isBusy('.crease')) {
    process.stderr.write(
      'crease gc: a run is at work on the store, and may need what looks unused: try again later.\n',
    );
    return 1;
  }
  const needed = values.unused ? neededKeys('.crease') : undefined;
  if (values.unused && needed === undefined) return 1;
  const waste = findWaste('.crease', needed);
  if (values.yes) removeWaste(waste);
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ removed: values.yes, waste }, null, 2)}\n`
      : describe(waste, values.yes),
  );
  return 0;
}

function describe(waste: readonly Waste[], removed: boolean): string {
  if (waste.length === 0) return 'Nothing may go.\n';
  const groups = Map.groupBy(waste, ({ why }) => why);
  const lines = [...groups].map(
    ([why, items]) =>
      `${count(items.length, 'item').padStart(14)} ${sizeOf(items).padStart(9)}  ${reasons[why]}`,
  );
  const all = `${count(waste.length, 'item')}, ${sizeOf(waste)}`;
  return `${lines.join('\n')}\n${removed ? `Removed ${all}.` : `${all} may go: add --yes to remove them.`}\n`;
}

const sizeOf = (items: readonly Waste[]) => bytes(items.reduce((sum, item) => sum + item.bytes, 0));
