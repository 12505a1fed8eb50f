import { confoundedAxes } from '../diagnostics/codes/lints.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { armsIn, type Lint } from './lint.ts';

/** Two axes of which each arm of one occurs with one arm of the other only, both ways. */
export const checkConfoundedAxes: Lint = ({ axes, variants, report }) => {
  const varied = axes.filter((axis) => armsIn({ variants }, axis).length > 1);
  varied.forEach((first, i) => {
    for (const second of varied.slice(i + 1)) {
      const pairs = new Set(
        variants.map(({ arms }) => JSON.stringify([arms[first.name], arms[second.name]])),
      );
      const one = armsIn({ variants }, first).length;
      if (pairs.size !== one || pairs.size !== armsIn({ variants }, second).length) continue;
      const related = [{ span: first.span, message: `\`${first.name}\` is here` }];
      const data = { axes: [first.name, second.name] as const };
      report(diagnose(confoundedAxes, second.span, data, { related }));
    }
  });
};
