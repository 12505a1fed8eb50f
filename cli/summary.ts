import type { ClaimResult, Results } from '../compiler/plan/results.ts';
import type { Totals } from './progress/state.ts';
import type { StopReason } from './run/signals.ts';
import { count, duration } from './text.ts';

/** How a run ended. */
export interface Outcome extends Totals {
  readonly interrupted: boolean;
  /** Why work remains, where the run was stopped. */
  readonly stopped?: StopReason;
  readonly results: readonly { readonly folder: string; readonly results: Results }[];
  readonly seconds: number;
  readonly numerics: string;
  /** The command that runs some of the experiments, or all, again, with more options. */
  readonly again: (experiments?: readonly string[], extra?: readonly string[]) => string;
}

/** Failures beyond these are only counted at the end; each was printed when it happened. */
const mostFailures = 20;

const marks = { supported: '✓', refuted: '✗', inconclusive: '?' } as const;

/** What a run did and found, and where to go next. */
export function summarize(outcome: Outcome): string {
  const parts = [
    ...outcome.results.map(({ results }) => claimsOf(results)),
    outcome.failed.length > 0 && failures(outcome),
    work(outcome),
    next(outcome),
  ];
  return `${parts.filter(Boolean).join('\n')}\n`;
}

/** The same for programs. */
export function summaryAsData({
  executed,
  reused,
  diverged,
  failed,
  interrupted,
  stopped,
  open,
  seconds,
  numerics,
  results,
}: Outcome) {
  return {
    ...{ executed, reused, diverged, failed, interrupted, stopped, unfinished: open, seconds, numerics },
    experiments: results.map(({ folder, results: { experiment, claims } }) => ({
      experiment,
      results: folder,
      claims: claims.map(({ name, verdict }) => ({ name, verdict })),
    })),
  };
}

function claimsOf({ experiment, title, claims, cells }: Results): string {
  const incomplete = cells.filter(({ outcome }) => outcome !== 'done').length;
  const without = incomplete > 0 ? ` (${incomplete} of ${count(cells.length, 'cell')} without result)` : '';
  return [`${experiment}: ${title}${without}`, ...claims.map(claimLine), ''].join('\n');
}

function claimLine({ verdict, says, text }: ClaimResult): string {
  return `  ${marks[verdict]} ${verdict.padEnd(12)}  ${says || text}`;
}

function failures({ failed, again }: Outcome): string {
  const lines = failed
    .slice(0, mostFailures)
    .map(
      ({ experiment, cell, reason, before }) =>
        `  ${experiment} ${cell}: ${reason}${before ? ' (in an earlier run)' : ''}`,
    );
  if (failed.length > mostFailures) lines.push(`  and ${failed.length - mostFailures} more`);
  const experiments = [...new Set(failed.map(({ experiment }) => experiment))];
  return [
    `${count(failed.length, 'cell')} failed:`,
    ...lines,
    `Try just these again: ${again(experiments, ['--retry-failed'])}`,
    '',
  ].join('\n');
}

function work({ executed, reused, diverged, failed, interrupted, seconds, numerics }: Outcome): string {
  if (executed === 0 && failed.length === 0 && !interrupted)
    return `Nothing to run: all ${count(reused, 'step')} are in the store (${duration(seconds)}).`;
  const divergences = diverged > 0 ? `, ${diverged} of them diverged` : '';
  const did = `${count(executed, 'step')} run${divergences}, ${reused} reused, ${count(failed.length, 'cell')} failed`;
  return `${did}, in ${duration(seconds)} on ${numerics}.`;
}

const stopLines = {
  interrupted: 'Interrupted',
  budget: 'The budget is spent',
  failure: 'Stopped at the first failure',
} as const;

function next({ stopped, open, results, again }: Outcome): string {
  if (stopped && open > 0) return `${stopLines[stopped]}; what was sealed is kept. Go on with: ${again()}`;
  return results.length > 0
    ? 'Next: `crease build` writes the website.'
    : 'This part is done; the part that finds all others done writes the results.';
}
