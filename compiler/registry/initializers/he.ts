import type { InitializerRecord } from './initializer.ts';

/** Normal numbers that keep the scale of activations through ReLU layers. */
export const he: InitializerRecord = {
  name: 'he',
  kind: 'initializer',
  summary: 'Normal numbers that keep the scale of activations through layers of ReLU',
  about:
    'Normal with mean 0 and standard deviation `sqrt(2 / fan_in)`, where `fan_in` is the number of inputs of a unit: of a filter size² × channels. For a vector, `fan_in` is its length.',
  source: 'He, Zhang, Ren & Sun 2015, "Delving deep into rectifiers", section 2.2, equation 10',
  version: 1,
  parameters: [],
  example: 'he()',
};
