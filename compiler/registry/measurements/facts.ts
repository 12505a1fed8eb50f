import type { NetworkSpec } from '../../plan/plan.ts';
import { asksForStatistics } from '../../program/evaluation.ts';
import { multiplyAdds } from '../layers/operations.ts';
import { widthsOf } from '../layers/widths.ts';
import type { NetworkFacts } from './measurement.ts';

/**
 * Operations that find the statistics of so many training examples which a network is evaluated with: a forward pass
 * up to each layer that asks for some.
 */
export function statisticsCost(network: NetworkSpec, examples: number): number {
  const operations = multiplyAdds(network);
  const upTo = (index: number) => operations.slice(0, index).reduce((sum, each) => sum + each, 0);
  const passes = network.layers.map((layer, i) => (asksForStatistics(layer) ? upTo(i) : 0));
  return 2 * examples * passes.reduce((sum, each) => sum + each, 0);
}

/** What a measurement that looks at so many examples may know of a network. */
export function factsOf(network: NetworkSpec, examples: number): NetworkFacts {
  return {
    inputs: network.shape.reduce((product: number, extent) => product * extent, 1),
    widths: widthsOf(network),
    multiplyAdds: multiplyAdds(network).reduce((sum, operations) => sum + operations, 0),
    examples,
  };
}
