import { type CellStatus, statusOf } from '../../runtime/explain/states.ts';
import { listLeases } from '../../runtime/store/leases.ts';
import { openStore } from '../../runtime/store/store.ts';
import { readBackend } from '../backend.ts';
import { experimentHelp, experimentOptions, experimentOptionsHelp } from '../experiments.ts';
import { prepare } from '../prepare.ts';
import { count } from '../text.ts';
import { oneOf, parse } from '../usage.ts';

export const summary = 'Say how far each experiment is: done, missing, failed, and what runs now';

export const help = `Usage: crease status [FILES] [--cells] [--profile NAME] [--set PATH=VALUE] [--format text|json]

Looks into the store in .crease, which any number of runs on any number of machines may be writing to, and says
of each experiment how many cells are done, what is running and where, and what failed.

${experimentHelp}

Options:
  --cells              Every cell with its state
${experimentOptionsHelp}
  --backend NAME       tensorflow, wasm or reference; the fastest that runs here unless said
  --format text|json   Text to read (default), or one JSON object with every cell

Examples:
  crease status
  crease status smart-start --cells
  crease status --format json | jq '.experiments[].cells[] | select(.state == "failed")'

Exit codes:
  0  said
  1  an experiment file has errors
  2  the command was not understood`;

const states = ['done', 'diverged', 'failed', 'running', 'partial', 'missing'] as const;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    ...experimentOptions,
    cells: { type: 'boolean', default: false },
    backend: { type: 'string' },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('--format', values.format, ['text', 'json']);
  const { numerics } = await readBackend(values.backend);
  const experiments = prepare(positionals, values, numerics);
  if (!experiments) return 1;
  const store = openStore('.crease', { onDamage: ({ message }) => process.stderr.write(`${message}\n`) });
  const leases = listLeases(store.folder);
  const reports = experiments.map(({ plan, source }) => {
    const cells = statusOf(plan, store.read, leases);
    const counts = states.map((state) => [state, cells.filter((cell) => cell.state === state).length]);
    const about = { experiment: plan.experiment, title: plan.title, file: source.file };
    return { ...about, counts: Object.fromEntries(counts) as Record<string, number>, cells };
  });
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ numerics, experiments: reports }, null, 2)}\n`
      : `${reports.map((report) => describe(report, values.cells)).join('\n')}`,
  );
  return 0;
}

interface Report {
  readonly experiment: string;
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly cells: readonly CellStatus[];
}

function describe({ experiment, title, counts, cells }: Report, every: boolean): string {
  const others = states.filter((state) => state !== 'done' && counts[state] > 0);
  const parts = [
    `${counts.done} of ${count(cells.length, 'cell')} done`,
    ...others.map((state) => `${counts[state]} ${state}`),
  ];
  const width = Math.max(...cells.map(({ cell }) => cell.length));
  const lines = every
    ? cells.map((cell) => `    ${cell.cell.padEnd(width)}  ${cell.state}${detail(cell)}`)
    : [...runningLines(cells), ...failedLines(cells)];
  return [`${experiment}: ${title}`, `  ${parts.join(', ')}`, ...lines, ''].join('\n');
}

function runningLines(cells: readonly CellStatus[]): string[] {
  const running = cells.filter(({ state }) => state === 'running');
  const holders = Map.groupBy(running, ({ by }) =>
    by ? `${by.host}, process ${by.pid}` : 'an unknown process',
  );
  return [...holders].map(([holder, held]) => `    running on ${holder}: ${count(held.length, 'cell')}`);
}

function failedLines(cells: readonly CellStatus[]): string[] {
  return cells
    .filter(({ state }) => state === 'failed' || state === 'diverged')
    .map((cell) => `    ${cell.state} ${cell.cell}${detail(cell)}`);
}

function detail({ state, sealed, steps, reason, by }: CellStatus): string {
  if (state === 'partial') return `, ${sealed} of ${count(steps, 'step')}`;
  if (by) return ` on ${by.host}, process ${by.pid}`;
  return reason ? `: ${reason.split('\n')[0]}` : '';
}
