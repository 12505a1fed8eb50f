import { tooBig } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { Span } from '../source/span.ts';

/** How large an experiment may get, in what is multiplied; each is checked before it is made. */
const most = {
  'combinations of arms': 10_000,
  'combinations of arms times replicates': 10_000,
  'combinations of arms times replicates times measurements': 100_000,
  'combinations of arms times rules of `where` and values under `let`': 1_000_000,
  'combinations of arms times layers': 500_000,
  'arms that claims are repeated for, in all claims': 100_000,
  profiles: 100,
} as const;

/** Whether there is too much of something to be planned, which is reported. */
export function isTooMuch(what: keyof typeof most, count: number, span: Span, report: Report): boolean {
  if (count <= most[what]) return false;
  report(diagnose(tooBig, span, { what, count, most: most[what] }));
  return true;
}
