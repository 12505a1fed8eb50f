import { oneArm } from '../diagnostics/codes/lints.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { partsOf } from '../plan/quantity.ts';
import { comparisonsIn, type Lint } from './lint.ts';

/** A claim that selects the only arm of an axis, or is a family over it. */
export const checkOneArm: Lint = (context) => {
  const single = context.axes.filter((axis) => axis.arms.length === 1);
  for (const { claim, comparison, span } of comparisonsIn(context)) {
    const parts = [comparison.left, comparison.right].flatMap((side) => [...partsOf(side)]);
    const chosen = parts.flatMap((part) => (part.op === 'select' ? Object.keys(part.where) : []));
    const axis = single.find(({ name }) => claim.per.includes(name) || chosen.includes(name));
    if (!axis) continue;
    const related = [{ span: axis.span, message: `\`${axis.name}\` is here` }];
    context.report(diagnose(oneArm, span, { axis: axis.name }, { related }));
  }
};
