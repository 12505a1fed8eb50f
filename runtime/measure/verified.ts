import type { NetworkSpec } from '../../compiler/plan/plan.ts';
import { evaluationProgram } from '../../compiler/program/evaluation.ts';
import type { Program } from '../../compiler/program/program.ts';
import { fileOf } from '../../compiler/registry/layers/from_file.ts';
import { multiplyAdds } from '../../compiler/registry/layers/operations.ts';
import { compareForward } from '../geometry/forward.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import { stream } from '../random/stream.ts';
import { openReference } from '../reference/session.ts';
import { sizeOf, type Variables } from '../train/variables.ts';
import { affineForm } from './affine.ts';
import type { Points } from './points.ts';

/** Points at which the two ways through a network are compared: fewer where each takes long. */
const [mostCompared, mostOperations] = [64, 2e7];
/** Relative to the largest output: rounding through some ten layers stays far below, a mistake does not. */
const tolerance = 1e-9;

export interface VerifiedForm {
  readonly network: PiecewiseAffineNetwork;
  /** Largest difference from the forward pass, relative to the largest output. */
  readonly difference: number;
}

/**
 * The affine form of a network in evaluation mode, held against the forward pass of its program in double
 * precision, at seeded points in and around the data.
 * @throws where they differ by more than rounding: nothing measured on such a form would be true
 */
export function verifiedForm(
  network: NetworkSpec,
  variables: Variables,
  data: Points,
  seed: number,
): VerifiedForm {
  const form = affineForm(network, variables);
  // What is read is the affine form already: there is no other way through it to compare.
  if (fileOf(network)) return { network: form, difference: 0 };
  const { program, count } = comparisonOf(network);
  const inputs = pointsAround(data, sizeOf(network.shape), count, seed);
  const session = openReference(program);
  session.write(variables);
  const { outputs } = session.call('predict', { inputs });
  session.dispose();
  const { relative } = compareForward(form, inputs, outputs);
  if (!(relative <= tolerance))
    throw new Error(
      `the network's affine form differs from its forward pass by ${relative} of its largest output (${tolerance} is allowed), so its geometry can't be measured: please report this experiment as a bug`,
    );
  return { network: form, difference: relative };
}

interface Comparison {
  readonly program: Program;
  /** Points that the program takes. */
  readonly count: number;
}

const comparisons = new WeakMap<NetworkSpec, Comparison>();

function comparisonOf(network: NetworkSpec): Comparison {
  const known = comparisons.get(network);
  if (known) return known;
  const each = multiplyAdds(network).reduce((sum, operations) => sum + operations, 0);
  const count = Math.max(2, Math.min(mostCompared, Math.floor(mostOperations / each)));
  const comparison = { program: evaluationProgram(network, count), count };
  comparisons.set(network, comparison);
  return comparison;
}

/** Uniform in a box that reaches beyond the data by half its width, and by one at least. */
function pointsAround({ count, inputs }: Points, size: number, wanted: number, seed: number): Float64Array {
  const source = stream(seed, 'affine form', 'points');
  const points = new Float64Array(wanted * size);
  for (let i = 0; i < size; i++) {
    let [low, high] = [Infinity, -Infinity];
    for (let p = 0; p < count; p++) {
      low = Math.min(low, inputs[p * size + i]);
      high = Math.max(high, inputs[p * size + i]);
    }
    const reach = Math.max(1, (high - low) / 2);
    for (let p = 0; p < wanted; p++)
      points[p * size + i] = low - reach + source.uniform() * (high - low + 2 * reach);
  }
  return points;
}
