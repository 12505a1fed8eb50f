import { cpus } from 'node:os';
import { openStore } from '../../runtime/store/store.ts';
import { readBackend } from '../backend.ts';
import { experimentHelp, experimentOptions, experimentOptionsHelp } from '../experiments.ts';
import { acceptElsewhere, plansElsewhere } from '../explain/elsewhere.ts';
import { type PlannedExperiment, prepare } from '../prepare.ts';
import { createView, progressKinds } from '../progress/view.ts';
import { hasPublishedData } from '../run/absent.ts';
import { againCommand } from '../run/again.ts';
import { slowConvolutions } from '../run/convolutions.ts';
import { execute } from '../run/execute.ts';
import { select, selectionHelp } from '../run/select.ts';
import { logFolder } from '../slurm/script.ts';
import { scriptFor, slurmHelp, slurmOptions, submit } from '../slurm/submit.ts';
import { type Outcome, summarize, summaryAsData } from '../summary.ts';
import { count } from '../text.ts';
import { lengthOfTime, type Options, oneOf, parse, UsageError, wholeNumber } from '../usage.ts';

export const summary = 'Run what has not been run yet; running again goes on where it was left';

export const help = `Usage: crease run [FILES] [--only SELECTOR] [--profile NAME] [--set PATH=VALUE] [--jobs N] [...]

Runs the steps of experiments that are not in the store (.crease/store) and writes what was found to
.crease/results, for \`crease build\`. In a Git repository it also writes what was found beside each experiment, as
NAME.results.json for review, where all of it was run as it stands in the file and Git does not ignore that name.

What is in the store is never computed again, so \`crease run\` is also how to go on after Ctrl-C, a crash or a
power cut. Several may run on one store at once. A cell that failed is a result like any other: it is reported,
and run again when its inputs change or --retry-failed asks for it.

${experimentHelp}

Ctrl-C ends trainings after a checkpoint, from which the next run goes on, finishes what else is in progress and
hands out no more; Ctrl-C again ends at once. Either way everything that was sealed is kept.

Options:
${experimentOptionsHelp}
  --jobs N             Worker processes at a time, each of one thread; as many as there are cores unless said
  --backend NAME       tensorflow, wasm or reference; the fastest that runs here unless said
${selectionHelp}
  --keep-going         After a failure the other cells are run all the same; this is what happens unless said
  --fail-fast          The first failure stops handing out work
  --accept-numerics    Take results of other backends, libraries and thread counts where the store has them
  --retry-failed       Run the cells again that failed before
  --budget TIME        Hand out no more work after TIME, such as 90s, 20m or 1h30m, and say how to go on
  --events FILE        Also write what happens to FILE, one JSON object a line; see below
  --detailed-exit      Exit code 4 where work remains
  --on slurm           Submit a job array that runs it, and end; \`crease slurm script\` prints its script
${slurmHelp}
  --progress KIND      live, plain, none, or auto (default): live on a terminal, plain lines elsewhere
  --format text|json   The summary as text (default), or one JSON object

Examples:
  crease run                                    every experiment in workflows/
  crease run moving-creases --profile quick     one of them, in its small version
  crease run --set replicates=3 --jobs 1
  crease run --only norm=batch,replicate=1      one replicate of one arm
  crease run --retry-failed --fail-fast
  crease run --budget 20m --events run.ndjson

Events: every line has time (ISO 8601) and event. begin: version (1), crease, numerics, jobs. planned: experiment,
cells, steps, missing, failed. started: experiment, job (a number), kind (train, measure), cells, steps, alone.
progress: job, fraction (once a second). sealed: experiment, cell, step, key, outcome (done, diverged), reason.
found: experiment, cell, key (sealed by another run meanwhile). waiting: steps (that only other runs compute).
retried: experiment, cells, reason. failed: experiment, cell, reason. ended: job. damaged: message. end: the
summary as --format json prints it. Fields are only ever added.

Exit codes:
  0    every cell is done
  1    an experiment file has errors; nothing was run
  2    the command was not understood
  3    some cells failed, now or in an earlier run; all others were kept
  4    with --detailed-exit: work remains, because the budget was spent or the run was a part
  130  interrupted; what was sealed was kept`;

const options = {
  ...experimentOptions,
  jobs: { type: 'string', default: String(cpus().length) },
  backend: { type: 'string' },
  only: { type: 'string', multiple: true, default: [] },
  shard: { type: 'string' },
  on: { type: 'string' },
  ...slurmOptions,
  'keep-going': { type: 'boolean', default: false },
  'fail-fast': { type: 'boolean', default: false },
  'accept-numerics': { type: 'boolean', default: false },
  'retry-failed': { type: 'boolean', default: false },
  budget: { type: 'string' },
  events: { type: 'string' },
  'detailed-exit': { type: 'boolean', default: false },
  progress: { type: 'string', default: 'auto' },
  format: { type: 'string', default: 'text' },
} as const satisfies Options;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, options);
  const format = oneOf('--format', values.format, ['text', 'json']);
  const jobs = wholeNumber('--jobs', values.jobs, 1, 1024);
  const progress = oneOf('--progress', values.progress, progressKinds);
  const budget = values.budget === undefined ? undefined : lengthOfTime('--budget', values.budget);
  if (values['keep-going'] && values['fail-fast'])
    throw new UsageError('it can keep going or fail fast, not both: leave one of them out.');
  const backend = await readBackend(values.backend);
  const prepared = prepare(positionals, values, backend.numerics);
  if (!prepared || !hasPublishedData(prepared, values, backend.numerics)) return 1;
  const accepted = values['accept-numerics']
    ? acceptElsewhere(
        prepared,
        plansElsewhere(positionals, values, backend.numerics, '.crease'),
        openStore('.crease'),
      )
    : prepared;
  const experiments = select(accepted, values);
  if (values.on !== undefined)
    return submitTo(values.on, experiments, { ...values, backend: backend.backend });
  const view = createView(progress);
  for (const notice of [backend.notice, slowConvolutions(experiments, backend, openStore('.crease').read)])
    if (notice) view.say(notice);
  const { only, shard, ...anywhere } = values;
  const outcome = await execute(experiments, view, {
    ...{ backend, jobs, budget, events: values.events, failFast: values['fail-fast'] },
    retryFailed: values['retry-failed'],
    collect: shard === undefined ? 'always' : 'when complete',
    again: (names, extra) => againCommand(experiments, values, names, extra),
    command: (experiment) => againCommand(experiments, anywhere, [experiment]),
  });
  process.stdout.write(
    format === 'json' ? `${JSON.stringify(summaryAsData(outcome), null, 2)}\n` : summarize(outcome),
  );
  return exitCode(outcome, values['detailed-exit']);
}

/** Leaves the run to a scheduler, and nothing running here. */
function submitTo(
  on: string,
  experiments: readonly PlannedExperiment[],
  values: Parameters<typeof scriptFor>[1],
) {
  oneOf('--on', on, ['slurm']);
  if (values.shard !== undefined)
    throw new UsageError('--on slurm makes the shards itself: leave out --shard.');
  const job = submit(scriptFor(experiments, values));
  process.stdout.write(
    `Submitted job ${job} of ${count(Number(values.tasks), 'task')}; their output goes to ${logFolder}.\n` +
      'How far they are: `crease status`. When all are done, the results are there: `crease build`.\n',
  );
  return 0;
}

function exitCode({ stopped, failed, open, results }: Outcome, detailed: boolean): number {
  if (stopped === 'interrupted') return 130;
  if (failed.length > 0) return 3;
  const unfinished = results.some(({ results: { cells } }) =>
    cells.some(({ outcome }) => outcome === 'missing'),
  );
  return detailed && (open > 0 || unfinished) ? 4 : 0;
}
