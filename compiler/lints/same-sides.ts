import { sameSides } from '../diagnostics/codes/lints.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { printExpression } from '../expression/print.ts';
import { comparisonsIn, type Lint } from './lint.ts';

/** A quantity compared with itself. */
export const checkSameSides: Lint = (context) => {
  for (const { name, comparison, span } of comparisonsIn(context)) {
    if (JSON.stringify(comparison.left) !== JSON.stringify(comparison.right)) continue;
    const expect = context.syntax.claims.find((claim) => claim.name === name)?.value.expect;
    const side = expect?.kind === 'binary' || expect?.kind === 'within' ? expect.left : expect;
    context.report(diagnose(sameSides, span, { text: side ? printExpression(side) : name }));
  }
};
