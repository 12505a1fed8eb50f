import { noBaseline } from '../diagnostics/codes/lints.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { comparesDifference, isRatio, partsOf } from '../plan/quantity.ts';
import { armsIn, comparisonsIn, isTested, type Lint } from './lint.ts';

/** One arm against a fixed number, though the axis has others. */
export const checkNoBaseline: Lint = (context) => {
  for (const { claim, comparison, span } of comparisonsIn(context)) {
    if (!isTested(claim, comparison) || comparesDifference(comparison) || isRatio(comparison.left)) continue;
    const chosen = [...partsOf(comparison.left)].flatMap((part) =>
      part.op === 'select' ? Object.entries(part.where) : [],
    );
    for (const axis of context.axes) {
      const arms = new Set(chosen.filter(([name]) => name === axis.name).map(([, arm]) => arm));
      const others = armsIn(context, axis).filter((arm) => !arms.has(arm));
      // An axis of numbers is a setting, not a treatment.
      if (arms.size !== 1 || others.length === 0 || axis.arms.every(({ value }) => value.kind === 'number'))
        continue;
      const [arm] = arms;
      context.report(diagnose(noBaseline, span, { axis: axis.name, arm, others }));
    }
  }
};
