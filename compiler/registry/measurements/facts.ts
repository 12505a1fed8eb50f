import type { NetworkSpec } from '../../plan/plan.ts';
import { multiplyAdds } from '../layers/operations.ts';
import { widthsOf } from '../layers/widths.ts';
import type { NetworkFacts } from './measurement.ts';

/** What a measurement that looks at so many examples may know of a network. */
export function factsOf(network: NetworkSpec, examples: number): NetworkFacts {
  return {
    inputs: network.shape.reduce((product: number, extent) => product * extent, 1),
    widths: widthsOf(network),
    multiplyAdds: multiplyAdds(network).reduce((sum, operations) => sum + operations, 0),
    examples,
  };
}
