import type { InitializerRecord } from './initializer.ts';

/** Uniform numbers that balance the scales of activations and gradients. */
export const glorot: InitializerRecord = {
  name: 'glorot',
  kind: 'initializer',
  summary: 'Uniform numbers that balance the scales of activations and of gradients',
  about:
    'Uniform between `±sqrt(6 / (fan_in + fan_out))`, where `fan_in` and `fan_out` are the numbers of inputs and outputs of the layer; of filters, size² × channels and size² × filters. For a vector, both are its length.',
  source:
    'Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", equation 16',
  version: 1,
  parameters: [],
  example: 'glorot()',
};
