import type { DataSetting } from '../../compiler/plan/plan.ts';
import { boundariesWithin } from '../geometry/boundaries.ts';
import type { Measure } from './measured.ts';

/**
 * Boundaries within each radius of the points: `value`, indexed by layer and by sample where they are kept,
 * and by radius where several are given.
 */
export const measureBoundariesWithin: Measure = ({ settings, by, network, points }) => {
  const several = Array.isArray(settings.radius);
  const radii = (several ? settings.radius : [settings.radius]) as readonly number[];
  const { count, inputs } = points(settings.points as DataSetting);
  const { layers, counts } = boundariesWithin(network, inputs, radii);
  const byLayer = by.includes('layer');
  const bySample = by.includes('sample');
  const shape = [byLayer ? layers : 1, bySample ? count : 1, radii.length];
  const data = new Float64Array(shape[0] * shape[1] * shape[2]);
  for (let p = 0; p < count; p++)
    for (let l = 0; l < layers; l++)
      for (let r = 0; r < radii.length; r++) {
        const row = (byLayer ? l : 0) * shape[1] + (bySample ? p : 0);
        data[row * radii.length + r] += counts[(p * layers + l) * radii.length + r];
      }
  const kept = shape.filter((_, axis) => [byLayer, bySample, several][axis]);
  return {
    arrays: { value: { shape: kept, data: bySample ? data : data.map((sum) => sum / count) } },
    certificate: {},
  };
};
