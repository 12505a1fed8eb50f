import {
  type AffineLayer,
  chain,
  denseLayers,
  type PiecewiseAffineNetwork,
} from '../../../runtime/geometry/network.ts';

/** A seeded source of numbers in [0, 1) (mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A seeded source of standard normal numbers (Box and Muller). */
export function normal(seed: number): () => number {
  const next = uniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

export const layer = (weights: number[][], bias: number[], slope?: number): AffineLayer => ({
  inputs: weights[0].length,
  outputs: weights.length,
  weights: Float64Array.from(weights.flat()),
  bias: Float64Array.from(bias),
  slope,
});

/** Gaussian weights of variance 2 / inputs; every layer has the slope. */
export function randomNetwork(
  widths: readonly number[],
  slope: number,
  seed: number,
  biasScale = 0.3,
): PiecewiseAffineNetwork {
  const next = normal(seed);
  const layers = widths.slice(1).map((outputs, l) => ({
    inputs: widths[l],
    outputs,
    weights: Float64Array.from({ length: outputs * widths[l] }, () => next() * Math.sqrt(2 / widths[l])),
    bias: Float64Array.from({ length: outputs }, () => biasScale * next()),
    slope,
  }));
  return chain(widths[0], layers);
}

export const randomPoints = (n: number, inputs: number, seed: number): Float64Array =>
  Float64Array.from({ length: n * inputs }, normal(seed));

/** Pre-activations of every layer at one point, by the definition. */
export function directPreActivations(network: PiecewiseAffineNetwork, point: ArrayLike<number>): number[][] {
  let z = Array.from(point);
  return denseLayers(network).map(({ weights, bias, inputs, outputs, slope = 1 }) => {
    const h = Array.from({ length: outputs }, (_, o) => {
      let sum = bias[o];
      for (let i = 0; i < inputs; i++) sum += weights[o * inputs + i] * z[i];
      return sum;
    });
    z = h.map((u) => (u > 0 ? u : slope * u));
    return h;
  });
}

/** '1' where a unit is active, units of all layers in order. */
export const directPattern = (network: PiecewiseAffineNetwork, point: ArrayLike<number>): string =>
  directPreActivations(network, point)
    .flat()
    .map((h) => (h > 0 ? '1' : '0'))
    .join('');
