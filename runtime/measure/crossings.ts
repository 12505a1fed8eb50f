import type { DataSetting } from '../../compiler/plan/plan.ts';
import { crossings } from '../geometry/crossings.ts';
import { bendsOf, inputSize } from '../geometry/network.ts';
import { kept } from './kept.ts';
import type { Measure } from './measured.ts';

/** Boundaries on the lines from examples to examples: `value` [pairs], indexed by layer first where it is kept. */
export const measureCrossings: Measure = ({ settings, by, network, points }) => {
  const [from, to] = [settings.from, settings.to].map((setting) => points(setting as DataSetting));
  const size = inputSize(network);
  const wrong = [from, to].find(({ count, inputs }) => inputs.length !== count * size);
  if (wrong)
    throw new Error(
      `crossings(…) joins points of ${size} numbers, as the network takes; one of its data sets has ${wrong.inputs.length / wrong.count}`,
    );
  const pairs = Math.min(from.count, to.count);
  const layers = bendsOf(network).length;
  const counts = new Float64Array(pairs * layers);
  for (let p = 0; p < pairs; p++) {
    const path = new Float64Array(2 * size);
    path.set(from.inputs.subarray(p * size, (p + 1) * size));
    path.set(to.inputs.subarray(p * size, (p + 1) * size), size);
    for (const layer of crossings(network, path).layer) counts[p * layers + layer]++;
  }
  return { arrays: { value: kept(counts, pairs, [...by, 'sample'], 'sum') }, certificate: {} };
};
