import { shortTrend } from '../diagnostics/codes/lints.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { partsOf } from '../plan/quantity.ts';
import { comparisonsIn, type Lint } from './lint.ts';

/** A trend along fewer than three values. */
export const checkShortTrend: Lint = (context) => {
  for (const { comparison, span } of comparisonsIn(context)) {
    for (const part of partsOf(comparison.left)) {
      if (part.op === 'slope' && part.arms.length < 3)
        context.report(diagnose(shortTrend, span, { along: part.along, count: part.arms.length }));
      if (part.op !== 'statistic' || part.name !== 'slope') continue;
      const [along] = part.over;
      const counts = [...partsOf(part)].flatMap((inner) =>
        inner.op === 'measurement' ? lengthOf(inner.name, inner.member, along, context) : [],
      );
      const count = Math.min(...counts);
      if (count < 3) context.report(diagnose(shortTrend, span, { along, count }));
    }
  }
};

function lengthOf(
  name: string,
  member: string | undefined,
  along: string,
  { measurements }: Parameters<Lint>[0],
): number[] {
  const found = measurements.get(name);
  if (!found) return [];
  const own = member === undefined ? [] : found.record.members[member].indices(found.facts);
  const values = [...found.plan.indices, ...own].find((index) => index.name === along)?.values;
  return values ? [values.length] : [];
}
