import type { ChosenBackend } from '../../runtime/backend.ts';
import { type History, historyOf } from '../../runtime/history.ts';
import { type Experiment, type RunEvent, type RunOptions, run } from '../../runtime/run.ts';
import { openStore } from '../../runtime/store/store.ts';
import { openEventLog } from '../progress/events.ts';
import { trackProgress } from '../progress/state.ts';
import { messageOf, type View } from '../progress/view.ts';
import { keepForReview } from '../review/keep.ts';
import { type Outcome, summaryAsData } from '../summary.ts';
import { version } from '../version.ts';
import { listenForStops } from './signals.ts';

export interface Settings extends Pick<RunOptions, 'jobs' | 'retryFailed' | 'collect'> {
  readonly backend: ChosenBackend;
  readonly failFast: boolean;
  /** Seconds after which no more work is handed out. */
  readonly budget?: number;
  /** File that is told of every event. */
  readonly events?: string;
  readonly again: Outcome['again'];
  /** The command that runs an experiment again, on any machine. */
  readonly command: (experiment: string) => string;
}

/** Runs the experiments with a view of them, and with Ctrl-C as the help says. */
export async function execute(
  experiments: readonly Experiment[],
  view: View,
  { backend: { backend, numerics, versions }, failFast, budget, events, again, ...settings }: Settings,
): Promise<Outcome> {
  const plans = experiments.map(({ plan }) => plan);
  const begin = { crease: version, numerics, jobs: settings.jobs };
  const log = events === undefined ? undefined : openEventLog(events, plans, begin);
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const state = trackProgress(plans, seconds, readHistory(), settings.jobs);
  const stops = listenForStops(view, budget);
  const onEvent = (event: RunEvent) => {
    state.update(event);
    log?.write(event);
    if (event.kind === 'failed' && failFast) stops.end('failure');
    const message = messageOf(event, plans);
    if (message) view.say(message);
    view.update(state.rows);
  };
  try {
    const { engine } = await import('../../runtime/engine.ts');
    const found = await run(experiments, engine, {
      ...settings,
      ...{ root: process.cwd(), backend, numerics, onEvent, stop: stops.stop, kill: stops.kill },
      versions: { crease: version, node: process.versions.node, ...versions },
    });
    const kept = keepForReview(
      experiments,
      found.results.map(({ results }) => results),
    );
    for (const problem of kept) view.say(problem);
    const stopped = found.interrupted ? stops.reason() : undefined;
    const outcome = { ...found, stopped, ...state.totals(), seconds: seconds(), numerics, again };
    log?.close(summaryAsData(outcome));
    return outcome;
  } finally {
    stops.close();
    view.close();
  }
}

/** What the steps of this project took so far. */
export function readHistory(): History {
  return historyOf(openStore('.crease').sidecars());
}
