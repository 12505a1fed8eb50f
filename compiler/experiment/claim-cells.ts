import { removedCells } from '../diagnostics/codes/definitions.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { Comparison, Quantity } from '../plan/plan.ts';
import type { Span } from '../source/span.ts';
import type { Arms } from './where.ts';

type Chosen = Readonly<Record<string, string>>;

/** The combinations of arms that have cells; what was looked up once is kept, since many claims ask the same. */
export class KeptCells {
  readonly #kept: readonly Arms[];
  readonly #lists = new Map<string, ReadonlyMap<string, Chosen>>();

  constructor(kept: readonly Arms[]) {
    this.#kept = kept;
  }

  /** The combinations that occur of the arms of some axes. */
  of(axes: readonly string[]): ReadonlyMap<string, Chosen> {
    const known = this.#lists.get(axes.join());
    if (known) return known;
    const all = this.#kept.map((arms) => armsOf(arms, axes));
    const list = new Map(all.map((chosen) => [inWords(chosen), chosen]));
    this.#lists.set(axes.join(), list);
    return list;
  }

  has(chosen: Chosen): boolean {
    return this.of(Object.keys(chosen)).has(inWords(chosen));
  }
}

/** Whether `where` keeps every cell that a comparison is about, in each member of its family. */
export function cellsAreKept(
  { left, right }: Comparison,
  per: readonly string[],
  kept: KeptCells,
  at: { readonly span: Span; readonly text: string },
  report: Report,
): boolean {
  const wanted = [...selections(left), ...selections(right)];
  for (const [member, own] of kept.of(per))
    for (const arms of wanted) {
      const all = { ...own, ...arms };
      if (kept.has(all)) continue;
      report(diagnose(removedCells, at.span, { text: at.text, arms: inWords(all), for: member }));
      return false;
    }
  return true;
}

const armsOf = (arms: Arms, axes: readonly string[]): Chosen =>
  Object.fromEntries(axes.map((axis) => [axis, arms.get(axis)?.name ?? '']));

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
