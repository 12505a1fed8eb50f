import type { Step } from '../../compiler/plan/plan.ts';
import type { ReadRecord } from '../../runtime/store/record.ts';
import { openStore } from '../../runtime/store/store.ts';
import { readBackend } from '../backend.ts';
import { experimentHelp, experimentOptions, experimentOptionsHelp } from '../experiments.ts';
import { type PlannedExperiment, prepare } from '../prepare.ts';
import { count, operations } from '../text.ts';
import { oneOf, parse } from '../usage.ts';

export const summary = 'Say what `run` would do: what is new, what is in the store, what failed before';

export const help = `Usage: crease plan [FILES] [--profile NAME] [--set PATH=VALUE] [--backend NAME] [--format text|json]

Compiles experiment files and compares them with the store in .crease. Nothing is run or written.

${experimentHelp}

Every experiment expands to cells, one for each combination of arms and replicate, and every cell to steps:
a training and its measurements. A step is found in the store by what it means, so comments, names and
charts may change freely.
  +  steps to run   =  steps in the store   !  steps that failed before and will be tried again

Options:
${experimentOptionsHelp}
  --backend NAME       tensorflow, wasm or reference; the fastest that runs here unless said. Results of
                       another backend are no hit
  --format text|json   Text to read (default), or one JSON object with every step to run

Examples:
  crease plan
  crease plan moving-creases --profile quick
  crease plan --format json | jq '.experiments[].missing[].cell'

Exit codes:
  0  planned
  1  an experiment file has errors
  2  the command was not understood`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    ...experimentOptions,
    backend: { type: 'string' },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('--format', values.format, ['text', 'json']);
  const { numerics } = await readBackend(values.backend);
  const experiments = prepare(positionals, values, numerics);
  if (!experiments) return 1;
  const { read } = openStore('.crease', { onDamage: ({ message }) => process.stderr.write(`${message}\n`) });
  const reports = experiments.map((experiment) => compare(experiment, read));
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ numerics, experiments: reports }, null, 2)}\n`
      : `${reports.map(describe).join('\n')}\n`,
  );
  return 0;
}

type Report = ReturnType<typeof compare>;

function compare({ plan, source }: PlannedExperiment, read: ReadRecord) {
  const states = plan.steps.map((step) => ({ step, outcome: read(step.key)?.outcome }));
  const missing = states.filter(({ outcome }) => outcome === undefined || outcome === 'failed');
  return {
    experiment: plan.experiment,
    title: plan.title,
    file: source.file,
    profile: plan.profile,
    cells: plan.cells.length,
    steps: states.length,
    cached: states.length - missing.length,
    failedBefore: missing.filter(({ outcome }) => outcome === 'failed').length,
    cost: missing.reduce((sum, { step }) => sum + step.cost, 0),
    missing: missing.map(({ step, outcome }) => ({
      ...identify(step),
      reason: outcome ? 'failed before' : 'new',
    })),
  };
}

function identify(step: Step) {
  return {
    cell: step.cell,
    step: step.kind === 'train' ? 'train' : step.measurement,
    key: step.key,
    cost: step.cost,
  };
}

function describe({ experiment, title, cells, steps, cached, failedBefore, missing, cost }: Report): string {
  const fresh = missing.length - failedBefore;
  const lines = [
    fresh && `  + ${count(fresh, 'step')} to run`,
    failedBefore && `  ! ${count(failedBefore, 'step')} that failed before`,
    cached && `  = ${count(cached, 'step')} in the store`,
    missing.length && `    about ${operations(cost)} to compute`,
  ];
  return [
    `${experiment}: ${title}`,
    `    ${count(cells, 'cell')}, ${count(steps, 'step')}`,
    ...lines.filter(Boolean),
    '',
  ].join('\n');
}
