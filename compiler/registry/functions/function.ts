import type { Setting } from '../../plan/plan.ts';
import type { Documented, Refusal, Settings } from '../construct.ts';
import type { Unit } from '../units.ts';

/** The record of a function: computed while compiling, so its value stands in the plan. */
export interface FunctionRecord extends Documented {
  readonly kind: 'function';
  readonly result:
    | { readonly kind: 'number' | 'numbers'; readonly unit: (settings: Settings) => Unit }
    | { readonly kind: 'window' | 'slice' };
  readonly evaluate: (settings: Settings) => Setting | Refusal;
}
