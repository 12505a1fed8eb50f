import type { Parameter } from '../construct.ts';
import type { NetworkFacts } from './measurement.ts';

/** The batches whose gradients are looked at. */
export const gradientParameters: readonly Parameter[] = [
  { name: 'points', about: 'labelled points that batches are drawn from', type: { kind: 'points' } },
  {
    name: 'batch',
    about: 'examples in a batch, drawn without repetition',
    type: { kind: 'number', unit: 'examples', whole: true, min: 1 },
  },
  {
    name: 'batches',
    about: 'number of batches, drawn independently; the same ones at every moment',
    type: { kind: 'number', unit: 'count', whole: true, min: 1 },
    default: 4,
  },
];

/** How far measurements go along the negative gradient. */
export const stepSizes: Parameter = {
  name: 'steps',
  about: 'step sizes: what the gradient is multiplied by, as by the rate of plain descent',
  type: { kind: 'numbers', unit: 'one', min: 1e-12 },
  default: [0.05, 0.1, 0.2, 0.4],
};

/** Operations of so many gradients of each batch. */
export const gradientCost = (
  each: number,
  { batch, batches }: Readonly<Record<string, unknown>>,
  { multiplyAdds }: NetworkFacts,
): number => 6 * each * (batch as number) * (batches as number) * multiplyAdds;

export const inTrainingMode = [
  'The loss is that at `train.loss`, of whole batches in training mode: normalizations use the statistics of the batch.',
  'Computed in double precision, which takes long for convolutions.',
].join(' ');
