import type { ClaimResult, Results } from '../compiler/plan/results.ts';
import type { Totals } from './progress/state.ts';
import { count, duration } from './text.ts';

/** How a run ended. */
export interface Outcome extends Totals {
  readonly interrupted: boolean;
  readonly results: readonly { readonly folder: string; readonly results: Results }[];
  readonly seconds: number;
  readonly numerics: string;
  /** The command that runs some of the experiments, or all, again. */
  readonly again: (experiments?: readonly string[]) => string;
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
  seconds,
  numerics,
  results,
}: Outcome) {
  return {
    ...{ executed, reused, diverged, failed, interrupted, seconds, numerics },
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
    .map(({ experiment, cell, reason }) => `  ${experiment} ${cell}: ${reason}`);
  if (failed.length > mostFailures) lines.push(`  and ${failed.length - mostFailures} more`);
  const experiments = [...new Set(failed.map(({ experiment }) => experiment))];
  return [
    `${count(failed.length, 'cell')} failed:`,
    ...lines,
    `Try just these again: ${again(experiments)}`,
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

function next({ interrupted, again }: Outcome): string {
  return interrupted
    ? `Interrupted; what was sealed is kept. Go on with: ${again()}`
    : 'Next: `crease build` writes the website.';
}
