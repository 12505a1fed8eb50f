import { fewReplicates } from '../diagnostics/codes/lints.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { comparisonsIn, isTested, type Lint } from './lint.ts';

const least = 3;

/** Fewer than three replicates, and a claim that is decided by an interval. */
export const checkFewReplicates: Lint = (context) => {
  const { replicates, syntax, report } = context;
  const tested = comparisonsIn(context).find(({ claim, comparison }) => isTested(claim, comparison));
  if (!tested || replicates.length >= least) return;
  const at = (syntax.replicates ?? syntax.seeds)?.span ?? tested.span;
  report(diagnose(fewReplicates, at, { count: replicates.length, claim: tested.name }));
};
