import type { Cell, Plan } from '../../compiler/plan/plan.ts';
import type { TunedResult } from '../../compiler/plan/results.ts';
import { variantOf } from '../measure/evaluators.ts';
import { choose } from '../statistics/choose.ts';
import type { Arms } from '../statistics/quantity.ts';

/** What was measured to choose by, in each cell. */
export interface Scores {
  /** The measurement as one number; undefined where the cell has none. */
  readonly score: (cell: Cell, measurement: string) => number | undefined;
  readonly diverged: (cell: Cell) => boolean;
}

/** The choices among the candidates of a plan; each is made once. */
export class Choices {
  readonly #plan: Plan;
  readonly #scores: Scores;
  readonly #tuned: readonly string[];
  readonly #made = new Map<string, ReadonlyMap<string, TunedResult>>();

  constructor(plan: Plan, scores: Scores) {
    this.#plan = plan;
    this.#scores = scores;
    this.#tuned = plan.axes.filter(({ tuned }) => tuned).map(({ name }) => name);
  }

  /** One for each combination of the axes that are not tuned; none where nothing is. */
  all(): readonly TunedResult[] {
    return this.#tuned.length === 0 ? [] : [...this.#among(this.#tuned).values()];
  }

  /** Whether a cell has the chosen candidates, of the tuned settings that `given` does not fix. */
  isChosen(cell: Cell, given: Arms): boolean {
    const open = this.#tuned.filter((name) => !Object.hasOwn(given, name));
    if (open.length === 0) return true;
    const { arms } = variantOf(this.#plan, cell);
    const chosen = this.#among(open).get(JSON.stringify(without(arms, open)))?.chosen;
    return chosen ? open.every((name) => chosen[name] === arms[name]) : false;
  }

  #among(open: readonly string[]): ReadonlyMap<string, TunedResult> {
    const known = this.#made.get(open.join());
    if (known) return known;
    const { axes, cells } = this.#plan;
    const { measurement, best } = axes.find(({ name }) => name === open[0])!.tuned!;
    const armsOf = (cell: Cell) => variantOf(this.#plan, cell).arms;
    const groups = Map.groupBy(cells, (cell) => JSON.stringify(without(armsOf(cell), open)));
    const made = new Map(
      [...groups].map(([key, own]) => {
        const byVariant = [...Map.groupBy(own, ({ variant }) => variant).values()];
        const candidates = byVariant.map((replicates) => ({
          value: Object.fromEntries(open.map((name) => [name, armsOf(replicates[0])[name]])),
          scores: replicates.flatMap((cell) => this.#scores.score(cell, measurement) ?? []),
          diverged: replicates.filter(this.#scores.diverged).length,
        }));
        return [key, { arms: without(armsOf(own[0]), open), ...choose(candidates, best) }];
      }),
    );
    this.#made.set(open.join(), made);
    return made;
  }
}

function without(arms: Arms, names: readonly string[]): Arms {
  return Object.fromEntries(Object.entries(arms).filter(([axis]) => !names.includes(axis)));
}
