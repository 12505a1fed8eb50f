import type { Cell, Plan, Variant } from '../../compiler/plan/plan.ts';
import type { Backend } from '../job.ts';
import { type Evaluator, openEvaluator } from './evaluator.ts';

/** The evaluators of the networks in a job: one a variant, however many replicates and moments it has. */
export class Evaluators {
  readonly #open: ReadonlyMap<string, Evaluator>;

  private constructor(open: ReadonlyMap<string, Evaluator>) {
    this.#open = open;
  }

  static async open(
    plan: Plan,
    cells: readonly string[],
    backend: Backend,
    onBatch: () => void,
  ): Promise<Evaluators> {
    const wanted = plan.cells.filter(({ id }) => cells.includes(id));
    const open = new Map<string, Evaluator>();
    for (const { id, network } of new Set(wanted.map((cell) => variantOf(plan, cell))))
      open.set(id, await openEvaluator(network, backend, onBatch));
    return new Evaluators(open);
  }

  of({ variant }: Cell): Evaluator {
    return this.#open.get(variant)!;
  }

  dispose(): void {
    for (const evaluator of this.#open.values()) evaluator.dispose();
  }
}

/** The variant that a cell belongs to. */
export function variantOf(plan: Plan, cell: Cell): Variant {
  return plan.variants.find(({ id }) => id === cell.variant)!;
}
