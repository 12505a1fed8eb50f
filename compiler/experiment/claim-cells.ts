import { removedCells } from '../diagnostics/codes/definitions.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { Comparison, Quantity } from '../plan/plan.ts';
import type { Span } from '../source/span.ts';
import type { Arms } from './where.ts';

type Chosen = Readonly<Record<string, string>>;

/** Whether `where` keeps every cell that a comparison is about, in each member of its family. */
export function cellsAreKept(
  { left, right }: Comparison,
  per: readonly string[],
  kept: readonly Arms[],
  at: { readonly span: Span; readonly text: string },
  report: Report,
): boolean {
  const wanted = [...selections(left), ...selections(right)];
  const isKept = membership(kept);
  for (const member of membersOf(per, kept))
    for (const arms of wanted) {
      const all = { ...member, ...arms };
      if (isKept(all)) continue;
      const data = { text: at.text, arms: inWords(all), for: inWords(member) };
      report(diagnose(removedCells, at.span, data));
      return false;
    }
  return true;
}

/** Whether a cell has certain arms; the arms that cells have of the same axes are listed once. */
function membership(kept: readonly Arms[]): (chosen: Chosen) => boolean {
  const lists = new Map<string, ReadonlySet<string>>();
  return (chosen) => {
    const axes = Object.keys(chosen);
    const list = lists.get(axes.join()) ?? new Set(kept.map((arms) => inWords(armsOf(arms, axes))));
    lists.set(axes.join(), list);
    return list.has(inWords(chosen));
  };
}

const armsOf = (arms: Arms, axes: readonly string[]): Chosen =>
  Object.fromEntries(axes.map((axis) => [axis, arms.get(axis)?.name ?? '']));

/** The combinations of the arms of `per` that have a cell. */
function membersOf(per: readonly string[], kept: readonly Arms[]): readonly Chosen[] {
  const members = kept.map((arms) => armsOf(arms, per));
  return [...new Map(members.map((member) => [inWords(member), member])).values()];
}

/** The arms that each measurement of a quantity is selected at. */
function selections(quantity: Quantity, arms: Chosen = {}): readonly Chosen[] {
  switch (quantity.op) {
    case 'literal':
      return [];
    case 'measurement':
      return [arms];
    case 'select':
      return selections(quantity.of, { ...arms, ...quantity.where });
    case 'slope':
      return quantity.arms.flatMap((arm) => selections(quantity.of, { ...arms, [quantity.along]: arm }));
    case 'arithmetic':
      return [...selections(quantity.left, arms), ...selections(quantity.right, arms)];
    case 'statistic':
      return selections(quantity.of, arms);
  }
}

const inWords = (arms: Chosen) =>
  Object.entries(arms)
    .map(([axis, arm]) => `${axis} = ${arm}`)
    .join(', ');
