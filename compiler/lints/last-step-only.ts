import { lastStepOnly } from '../diagnostics/codes/lints.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { partsOf } from '../plan/quantity.ts';
import { comparisonsIn, type Lint } from './lint.ts';

/** A curve of which only the last step counts. */
export const checkLastStepOnly: Lint = (context) => {
  for (const { comparison, span } of comparisonsIn(context)) {
    const parts = [comparison.left, comparison.right].flatMap((side) => [...partsOf(side)]);
    const found = new Set<string>();
    for (const part of parts) {
      if (part.op !== 'measurement' || part.pick?.step === undefined || found.has(part.name)) continue;
      const indices = context.measurements.get(part.name)?.plan.indices;
      const last = indices?.find(({ name }) => name === 'step')?.values?.at(-1);
      if (part.pick.step !== last) continue;
      found.add(part.name);
      context.report(diagnose(lastStepOnly, span, { measurement: part.name, step: Number(last) }));
    }
  }
};
