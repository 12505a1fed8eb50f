import type { Documented } from '../construct.ts';

/**
 * The record of an initializer: how a parameter starts. Weights have shape `[outputs, inputs]`, so
 * their fan-in is the number of inputs; filters `[filters, height, width, channels]`, so that theirs is the number
 * of weights of one filter, and their fan-out height × width × filters. A vector has no inputs: its length stands for fan-in and
 * fan-out alike, since an initializer sees the shape and nothing else of its layer.
 */
export interface InitializerRecord extends Documented {
  readonly kind: 'initializer';
}
