import type { Cell, Plan } from '../../compiler/plan/plan.ts';
import { networkVariables } from '../../compiler/program/network.ts';
import type { Evaluator } from '../measure/evaluator.ts';
import { variantOf } from '../measure/evaluators.ts';
import { pointsOf, statisticsPart } from '../measure/points.ts';
import type { NpyArray } from '../store/record.ts';
import { initialVariables, inSinglePrecision } from './initialize.ts';
import type { State } from './train.ts';
import type { Variables } from './variables.ts';

/** The variables that a cell starts from; those of a training as single precision holds them. */
export function startOf(plan: Plan, cell: Cell, { start }: Evaluator): Variables {
  const { network, training } = variantOf(plan, cell);
  const data = pointsOf(plan, cell.replicate)(statisticsPart(network.input, plan));
  const variables = initialVariables(network, plan.seed, cell.replicate, data, start);
  return training === undefined ? variables : inSinglePrecision(variables);
}

/** Variables as a record keeps them, each in its shape. */
export function weightsOf(plan: Plan, cell: Cell, state: State): Record<string, NpyArray> {
  const { network } = variantOf(plan, cell);
  return Object.fromEntries(
    networkVariables(network).map(({ state: name, shape }) => [name, { shape, data: state[name] }]),
  );
}

/** Variables as they are measured. */
export const inDoublePrecision = (state: State): Variables =>
  Object.fromEntries(Object.entries(state).map(([name, values]) => [name, Float64Array.from(values)]));
