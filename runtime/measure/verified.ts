import type { NetworkSpec } from '../../compiler/plan/plan.ts';
import type { Program } from '../../compiler/program/program.ts';
import { predictProgram } from '../../compiler/program/training.ts';
import { fileOf } from '../../compiler/registry/layers/from_file.ts';
import { compareForward } from '../geometry/forward.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import { stream } from '../random/stream.ts';
import { openReference } from '../reference/session.ts';
import { sizeOf, type Variables } from '../train/variables.ts';
import { affineForm } from './affine.ts';
import type { Points } from './points.ts';

/** Points at which the two ways through a network are compared. */
const compared = 64;
/** Relative to the largest output: rounding through some ten layers stays far below, a mistake does not. */
const tolerance = 1e-9;

export interface VerifiedForm {
  readonly network: PiecewiseAffineNetwork;
  /** Largest difference from the forward pass, relative to the largest output. */
  readonly difference: number;
}

/**
 * The affine form of a network, held against the forward pass of its program in double precision, at
 * seeded points in and around the data.
 * @throws where they differ by more than rounding: nothing measured on such a form would be true
 */
export function verifiedForm(
  network: NetworkSpec,
  variables: Variables,
  data: Points,
  seed: number,
): VerifiedForm {
  const form = affineForm(network, variables, data);
  // What is read is the affine form already: there is no other way through it to compare.
  if (fileOf(network)) return { network: form.network, difference: 0 };
  const inputs = pointsAround(data, sizeOf(network.shape), seed);
  const session = openReference(programOf(network));
  session.write(form.variables);
  const { outputs } = session.call('predict', { inputs });
  session.dispose();
  const { relative } = compareForward(form.network, inputs, outputs);
  if (!(relative <= tolerance))
    throw new Error(
      `the network's affine form differs from its forward pass by ${relative} of its largest output (${tolerance} is allowed), so its geometry can't be measured: please report this experiment as a bug`,
    );
  return { network: form.network, difference: relative };
}

const programs = new WeakMap<NetworkSpec, Program>();

function programOf(network: NetworkSpec): Program {
  if (!programs.has(network)) programs.set(network, predictProgram(network, 1, compared));
  return programs.get(network)!;
}

/** Uniform in a box that reaches beyond the data by half its width, and by one at least. */
function pointsAround({ count, inputs }: Points, size: number, seed: number): Float64Array {
  const source = stream(seed, 'affine form', 'points');
  const points = new Float64Array(compared * size);
  for (let i = 0; i < size; i++) {
    let [low, high] = [Infinity, -Infinity];
    for (let p = 0; p < count; p++) {
      low = Math.min(low, inputs[p * size + i]);
      high = Math.max(high, inputs[p * size + i]);
    }
    const reach = Math.max(1, (high - low) / 2);
    for (let p = 0; p < compared; p++)
      points[p * size + i] = low - reach + source.uniform() * (high - low + 2 * reach);
  }
  return points;
}
