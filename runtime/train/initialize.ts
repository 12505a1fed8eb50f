import type { NetworkSpec } from '../../compiler/plan/plan.ts';
import { networkVariables } from '../../compiler/program/network.ts';
import type { Points } from '../measure/points.ts';
import { stream } from '../random/stream.ts';
import { initialize } from './initializers.ts';
import { type StartFromData, startInDouble } from './start-from-data.ts';
import type { Variables } from './variables.ts';
import { rowLengths } from './weight-norm.ts';

/**
 * Every variable of an untrained network. Each is drawn from its own stream, so that cells with the same
 * replicate share initial weights wherever layer path and shape agree; layers that start from statistics of
 * `data`, the training part of the network's input, follow in order, as `start` does it.
 */
export function initialVariables(
  network: NetworkSpec,
  seed: number,
  replicate: number,
  data: Points,
  start: StartFromData = startInDouble,
): Variables {
  const variables: Record<string, Float64Array> = {};
  for (const { state, path, shape, initial } of networkVariables(network))
    variables[state] =
      initial.is === 'row_lengths'
        ? rowLengths(variables[`${path}.${initial.of}`], shape[0])
        : initialize(shape, initial, stream(seed, replicate, state, 'start'));
  return start(network, variables, data);
}

/** The same variables as single precision holds them: what training starts from. */
export function inSinglePrecision(variables: Variables): Variables {
  return Object.fromEntries(
    Object.entries(variables).map(([name, values]) => [name, values.map(Math.fround)]),
  );
}
