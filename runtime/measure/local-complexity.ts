import type { DataSetting } from '../../compiler/plan/plan.ts';
import { localComplexity, orthonormalise } from '../geometry/complexity.ts';
import { inputSize } from '../geometry/network.ts';
import { kept } from './kept.ts';
import type { Measure } from './measured.ts';

/**
 * Local complexity of the points: `value`, indexed by layer and sample where they are kept. A point's frame
 * follows from the experiment's seed, the replicate and the point's place alone.
 */
export const measureLocalComplexity: Measure = ({ settings, by, network, points, random }) => {
  const { count, inputs } = points(settings.points as DataSetting);
  const size = inputSize(network);
  const directions = Math.min(size, settings.directions as number);
  const frame = (point: number) =>
    orthonormalise(random('local complexity', point).fillNormal(new Float64Array(directions * size)), size);
  const counts = localComplexity(network, inputs, settings.radius as number, frame);
  return { arrays: { value: kept(counts, count, by, 'sum') }, certificate: {} };
};
