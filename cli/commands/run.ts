import { cpus } from 'node:os';
import type { ChosenBackend } from '../../runtime/backend.ts';
import { type RunEvent, run as runPlans } from '../../runtime/run.ts';
import { readBackend } from '../backend.ts';
import { experimentHelp, experimentOptions, experimentOptionsHelp } from '../experiments.ts';
import { type PlannedExperiment, prepare } from '../prepare.ts';
import { trackProgress } from '../progress/state.ts';
import { createView, messageOf, progressKinds, type View } from '../progress/view.ts';
import { type Outcome, summarize, summaryAsData } from '../summary.ts';
import { shellCommand } from '../text.ts';
import { oneOf, parse, wholeNumber } from '../usage.ts';
import { version } from '../version.ts';

export const summary = 'Run what has not been run yet; running again goes on where it was left';

export const help = `Usage: crease run [FILES] [--profile NAME] [--set PATH=VALUE] [--jobs N] [--backend NAME] [...]

Runs the steps of experiments that are not in the store (.crease/store) and writes what was found to
.crease/results, for \`crease build\`. What is in the store is never computed again, so \`crease run\` is also how
to go on after Ctrl-C, a crash or a power cut, and how to try failed cells again.

${experimentHelp}

Ctrl-C finishes the work in progress and hands out no more; Ctrl-C again ends at once. Either way everything
that was sealed is kept.

Options:
${experimentOptionsHelp}
  --jobs N             Worker processes at a time, each of one thread; as many as there are cores unless said
  --backend NAME       tensorflow, wasm or reference; the fastest that runs here unless said
  --progress KIND      live, plain, none, or auto (default): live on a terminal, plain lines elsewhere
  --format text|json   The summary as text (default), or one JSON object

Examples:
  crease run                                    every experiment in workflows/
  crease run moving-creases --profile quick     one of them, in its small version
  crease run --set replicates=3 --jobs 1

Exit codes:
  0    every cell is done
  1    an experiment file has errors; nothing was run
  2    the command was not understood
  3    some cells failed; all others were kept
  130  interrupted; what was sealed was kept`;

const options = {
  ...experimentOptions,
  jobs: { type: 'string', default: String(cpus().length) },
  backend: { type: 'string' },
  progress: { type: 'string', default: 'auto' },
  format: { type: 'string', default: 'text' },
} as const;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, options);
  const format = oneOf('--format', values.format, ['text', 'json']);
  const jobs = wholeNumber('--jobs', values.jobs, 1, 1024);
  const progress = oneOf('--progress', values.progress, progressKinds);
  const backend = await readBackend(values.backend);
  const experiments = prepare(positionals, values, backend.numerics);
  if (!experiments) return 1;
  const view = createView(progress);
  if (backend.notice) view.say(backend.notice);
  const again = (names?: readonly string[]) => againCommand(experiments, values, names);
  const outcome = await execute(experiments, view, { backend, jobs, again });
  process.stdout.write(
    format === 'json' ? `${JSON.stringify(summaryAsData(outcome), null, 2)}\n` : summarize(outcome),
  );
  if (outcome.interrupted) return 130;
  return outcome.failed.length > 0 ? 3 : 0;
}

interface Settings {
  readonly backend: ChosenBackend;
  readonly jobs: number;
  readonly again: Outcome['again'];
}

/** Runs the plans with a view of them, and Ctrl-C as the help says. */
async function execute(
  experiments: readonly PlannedExperiment[],
  view: View,
  { backend: { backend, numerics, versions }, jobs, again }: Settings,
): Promise<Outcome> {
  const plans = experiments.map(({ plan }) => plan);
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const state = trackProgress(plans, seconds);
  const onEvent = (event: RunEvent) => {
    state.update(event);
    const message = messageOf(event, plans);
    if (message) view.say(message);
    view.update(state.rows);
  };
  const interruption = listenForInterruption(view);
  try {
    const { engine } = await import('../../runtime/engine.ts');
    const found = await runPlans(experiments, engine, {
      ...{
        root: process.cwd(),
        backend,
        numerics,
        jobs,
        onEvent,
        stop: interruption.stop,
        kill: interruption.kill,
      },
      versions: { crease: version, node: process.versions.node, ...versions },
      command: (experiment) => again([experiment]),
    });
    return { ...found, ...state.totals(), seconds: seconds(), numerics, again };
  } finally {
    interruption.close();
    view.close();
  }
}

/** The first Ctrl-C stops handing out work, the second one ends what is running. */
function listenForInterruption(view: View) {
  const stop = new AbortController();
  const kill = new AbortController();
  let ignoreUntil = 0;
  const onSignal = () => {
    // npm passes on what the terminal has sent to the whole group, so one Ctrl-C may arrive twice.
    if (Date.now() < ignoreUntil) return;
    ignoreUntil = Date.now() + 300;
    if (stop.signal.aborted) return kill.abort();
    stop.abort();
    view.say('Finishing the work in progress; Ctrl-C again ends at once.');
  };
  process.on('SIGINT', onSignal);
  return { stop: stop.signal, kill: kill.signal, close: () => process.off('SIGINT', onSignal) };
}

/** The command that does the same for all of the experiments, or for those of the names. */
function againCommand(
  experiments: readonly PlannedExperiment[],
  { profile, set }: { profile?: string; set: readonly string[] },
  names?: readonly string[],
): string {
  const chosen = experiments.filter(({ plan }) => !names || names.includes(plan.experiment));
  const files = chosen.map(({ source }) => source.file);
  const settings = set.flatMap((setting) => ['--set', setting]);
  return shellCommand(['crease', 'run', ...files, ...(profile ? ['--profile', profile] : []), ...settings]);
}
