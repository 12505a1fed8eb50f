import type { Parameter, Settings } from '../construct.ts';
import type { LayerRecord } from './layer.ts';

/** An elementwise activation with two linear pieces that meet at zero: `max(slope u, u)`. */
export interface ActivationRecord extends LayerRecord {
  readonly kind: 'activation';
  /** Slope for negative pre-activations: 0 for ReLU, -1 for the absolute value (2026 paper, section 2). */
  readonly slope: (settings: Settings) => number;
}

/** Builds the record of a two-piece activation from what is its own. */
export function activation(own: {
  name: string;
  summary: string;
  about: string;
  parameters: readonly Parameter[];
  example: string;
  slope: (settings: Settings) => number;
}): ActivationRecord {
  return {
    ...own,
    kind: 'activation',
    source: 'Riedi, Balestriero & Baraniuk 2026, section 2',
    version: 1,
    piecewiseAffine: true,
    bends: true,
    shape: (input) => input,
    variables: () => [],
    lower: ({ build }, x, settings) => build.leakyRelu(x, own.slope(settings)),
  };
}
