import { nameOfStep } from '../../runtime/explain/previous.ts';
import { readLog } from '../../runtime/store/logs.ts';
import { openStore, type Store } from '../../runtime/store/store.ts';
import { experimentOptionsHelp } from '../experiments.ts';
import { type ChosenCell, cellOptions, findCells } from '../explain/cells.ts';
import { duration } from '../text.ts';
import { oneOf, parse, UsageError } from '../usage.ts';

export const summary =
  'Show how a cell went: outcome, time and place of each step, and what its worker wrote';

export const help = `Usage: crease logs CELL [FILES] [--profile NAME] [--set PATH=VALUE] [--format text|json]

CELL is the id of a cell, or anything that \`crease run --only\` selects. For each step: its outcome, when, where
and how long it was computed, and the reason where it failed or diverged. Then what the workers wrote.

FILES are experiment files, folders or names of experiments, as for \`crease check\`.

Options:
${experimentOptionsHelp}
  --backend NAME       tensorflow, wasm or reference; the fastest that runs here unless said
  --format text|json   Text to read (default), or one JSON object

Examples:
  crease logs norm=batch,replicate=3
  crease logs smart-start,train

Exit codes:
  0  shown
  1  an experiment file has errors
  2  the command was not understood, or there is no such cell`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, cellOptions);
  const format = oneOf('--format', values.format, ['text', 'json']);
  const [selector, ...files] = positionals;
  if (selector === undefined) throw new UsageError('say which cell: crease logs norm=batch,replicate=3.');
  const cells = await findCells(selector, files, values);
  if (!cells) return 1;
  const store = openStore('.crease');
  const found = cells.map((cell) => logOf(cell, store));
  process.stdout.write(
    format === 'json' ? `${JSON.stringify({ cells: found }, null, 2)}\n` : found.map(describe).join('\n'),
  );
  return 0;
}

type CellLog = ReturnType<typeof logOf>;

function logOf({ experiment, cell, steps }: ChosenCell, store: Store) {
  const known = steps.map((step) => {
    const record = store.read(step.key);
    const sidecar = record?.outcome === 'failed' ? undefined : store.sidecar(step.key);
    return {
      step: nameOfStep(step),
      key: step.key,
      outcome: record?.outcome ?? 'missing',
      ...(record?.reason && { reason: record.reason }),
      ...(sidecar && { started: sidecar.started, seconds: sidecar.seconds, host: sidecar.host }),
      job: sidecar?.job ?? record?.job,
    };
  });
  const jobs = [...new Set(known.flatMap(({ job }) => job ?? []))].sort();
  const outputs = jobs.flatMap((job) => {
    const output = readLog(store.folder, job);
    return output === undefined ? [] : [{ job, output }];
  });
  return { experiment: experiment.plan.experiment, cell, steps: known, outputs };
}

function describe({ experiment, cell, steps, outputs }: CellLog): string {
  const width = Math.max(...steps.map(({ step }) => step.length));
  const lines = steps.flatMap(({ step, outcome, reason, started, seconds, host, key }) => [
    `  ${step.padEnd(width)}  ${outcome.padEnd(8)}  ${key.slice(0, 12)}${
      started ? `  ${started}, ${duration(seconds!)} on ${host}` : ''
    }`,
    ...(reason ? reason.split('\n').map((line) => `      ${line}`) : []),
  ]);
  const written = outputs.flatMap(({ job, output }) => [
    `  written by the worker of job ${job}:`,
    ...output
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`),
  ]);
  return `${[`${experiment} ${cell}`, ...lines, ...written].join('\n')}\n`;
}
