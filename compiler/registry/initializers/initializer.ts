import type { Documented } from '../construct.ts';

/**
 * The record of an initializer: how a parameter starts. Weights have shape `[outputs, inputs]`, so
 * their fan-in is the number of inputs. A vector has no inputs: its length stands for fan-in and
 * fan-out alike, since an initializer sees the shape and nothing else of its layer.
 */
export interface InitializerRecord extends Documented {
  readonly kind: 'initializer';
}
