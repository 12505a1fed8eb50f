import { bestOfMany, selectedOnTest } from '../diagnostics/codes/lints.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { Construct } from '../plan/plan.ts';
import { partsOf } from '../plan/quantity.ts';
import { comparisonsIn, type Lint } from './lint.ts';

/** The best moment of a training: of test data it is a selection on them, of others a best of many. */
export const checkBestMoment: Lint = (context) => {
  for (const { comparison, span } of comparisonsIn(context)) {
    for (const part of [comparison.left, comparison.right].flatMap((side) => [...partsOf(side)])) {
      if (part.op !== 'statistic' || (part.name !== 'max' && part.name !== 'min')) continue;
      if (!part.over.includes('step') && !part.over.includes('at')) continue;
      for (const { measurement, tested } of measuredIn(part, context)) {
        const record = tested ? selectedOnTest : bestOfMany;
        context.report(diagnose(record, span, { measurement, statistic: part.name }));
      }
    }
  }
};

function measuredIn(
  part: Parameters<typeof partsOf>[0],
  { measurements }: Parameters<Lint>[0],
): readonly { measurement: string; tested: boolean }[] {
  return [...partsOf(part)].flatMap((inner) => {
    if (inner.op !== 'measurement') return [];
    const settings = Object.values(measurements.get(inner.name)?.plan.value ?? {});
    const tested = settings.some((setting) => (setting as Construct | null)?.part === 'test');
    return [{ measurement: inner.name, tested }];
  });
}
