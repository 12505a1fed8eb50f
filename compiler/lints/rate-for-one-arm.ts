import { rateForOneArm } from '../diagnostics/codes/lints.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { armsIn, type Lint } from './lint.ts';

/** An axis of which some arms are trained with several learning rates and others with one. */
export const checkRateForOneArm: Lint = (context) => {
  const { axes, variants, report } = context;
  for (const axis of axes) {
    if (axis.tuned) continue;
    const counts = armsIn(context, axis).map((arm) => {
      const own = variants.filter(({ arms }) => arms[axis.name] === arm);
      return { arm, rates: new Set(own.map(({ training }) => training?.optimizer.rate)).size };
    });
    const several = counts.find(({ rates }) => rates > 1);
    const one = counts.find(({ rates }) => rates === 1);
    if (!several || !one) continue;
    const at = axis.arms.find(({ name }) => name === one.arm);
    const data = { axis: axis.name, arm: several.arm, other: one.arm };
    report(diagnose(rateForOneArm, at?.span ?? axis.span, data));
  }
};
