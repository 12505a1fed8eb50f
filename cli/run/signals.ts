import type { View } from '../progress/view.ts';

/** Why a run hands out no more work. */
export type StopReason = 'interrupted' | 'budget' | 'failure';

/** How a run is ended before it is through. */
export interface Stops {
  /** Aborted with a `StopReason`. */
  readonly stop: AbortSignal;
  readonly kill: AbortSignal;
  readonly reason: () => StopReason | undefined;
  /** Stops handing out work. */
  readonly end: (reason: StopReason) => void;
  readonly close: () => void;
}

/**
 * The first Ctrl-C, or the signal of a scheduler, stops handing out work; the second one ends what is running.
 * Work also stops when the budget, in seconds, is spent.
 */
export function listenForStops(view: View, budget: number | undefined): Stops {
  const stop = new AbortController();
  const kill = new AbortController();
  let ignoreUntil = 0;
  const onSignal = () => {
    // npm passes on what the terminal has sent to the whole group, so one Ctrl-C may arrive twice.
    if (Date.now() < ignoreUntil) return;
    ignoreUntil = Date.now() + 300;
    if (stop.signal.aborted) return kill.abort();
    stop.abort('interrupted');
    view.say('Finishing checkpoints and what is nearly done; Ctrl-C again ends at once.');
  };
  const end = (reason: StopReason) => {
    if (!stop.signal.aborted) stop.abort(reason);
  };
  const clock =
    budget === undefined
      ? undefined
      : setTimeout(() => {
          view.say('The budget is spent: finishing checkpoints and what is nearly done.');
          end('budget');
        }, budget * 1000);
  for (const signal of signals) process.on(signal, onSignal);
  return {
    stop: stop.signal,
    kill: kill.signal,
    reason: () => (stop.signal.aborted ? (stop.signal.reason as StopReason) : undefined),
    end,
    close: () => {
      clearTimeout(clock);
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}

const signals = ['SIGINT', 'SIGTERM'] as const;
