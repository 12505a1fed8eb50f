import { hardTanh, leakyRelu, type Pieces, relu } from '../geometry/pieces.ts';
import { piecesNamed } from './activations.ts';
import { asNumber } from './checked.ts';
import { NetworkFileError } from './problem.ts';

type Config = Readonly<Record<string, unknown>>;

/** Clipping (u/5 + 1/2) to [0, 1], as Keras 2 and TensorFlow.js define the hard sigmoid. */
const hardSigmoid: Pieces = { thresholds: [-2.5, 2.5], slopes: [0, 0.2, 0], intercepts: [0, 0.5, 1] };

/** Activations that keep the order of outputs: at the end of a network the same regions and decisions without them. */
export const monotone = ['softmax', 'sigmoid', 'log_softmax', 'logSoftmax', 'tanh', 'softplus', 'softsign'];

/** The pieces of an activation by the name that a layer's `activation` has; undefined for none. */
export function activationNamed(name: string): Pieces | undefined {
  if (name === 'linear') return undefined;
  if (name === 'hardSigmoid' || name === 'hard_sigmoid') return hardSigmoid;
  return piecesNamed(name);
}

/** `max_value`, `negative_slope` and `threshold` of a ReLU layer. */
export function reluLayer(config: Config): Pieces {
  const slope = asNumber(config.negative_slope ?? 0, '"negative_slope"');
  if ((config.threshold ?? 0) !== 0)
    throw new NetworkFileError(
      `its threshold is ${config.threshold}. A ReLU with a threshold jumps there, so it is not continuous, and only threshold 0 is read.`,
    );
  const most = config.max_value ?? null;
  if (most === null) return slope === 0 ? relu : leakyRelu(slope);
  const high = asNumber(most, '"max_value"');
  if (slope === 0) return hardTanh(0, high);
  return { thresholds: [0, high], slopes: [slope, 1, 0], intercepts: [0, 0, high] };
}

/** `alpha`, which newer versions call `negative_slope`; Keras's default is 0.3. */
export const leakyReluLayer = (config: Config): Pieces =>
  leakyRelu(asNumber(config.alpha ?? config.negative_slope ?? 0.3, '"alpha"'));
