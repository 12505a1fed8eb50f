import type { DataSetting } from '../../compiler/plan/plan.ts';
import { batchJitter, type LayerJitter, rigidShare, shuffledApart } from '../geometry/jitter.ts';
import { drawBatches } from './batches.ts';
import { type Measure, vector } from './measured.ts';

/** Jitter of batch statistics and of the hyperplanes that they place, layer by layer. */
export const measureStatisticsJitter: Measure = ({ settings, network, points, random }) => {
  const { count, inputs } = points(settings.points as DataSetting);
  const batches = drawBatches(settings, count, (b) => random('batches', b));
  const layers = batchJitter(network, inputs, batches);
  const orders = (layer: number, hyperplanes: number) =>
    Array.from({ length: hyperplanes }, (_, k) =>
      random('orders of batches', layer, k).permutation(batches.length),
    );
  const rigid = (jitter: LayerJitter, displacement: Float64Array) =>
    jitter.normals ? rigidShare(displacement, jitter.normals, displacement.length / batches.length) : NaN;
  const member = (of: (jitter: LayerJitter, layer: number) => number) =>
    vector(layers.map((jitter, l) => (jitter ? of(jitter, l) : NaN)));
  return {
    arrays: {
      displacement: member(({ relative }) => relative),
      mean: member(({ mean }) => mean),
      deviation: member(({ deviation }) => deviation),
      rigid: member((jitter) => rigid(jitter, jitter.displacement)),
      rigid_if_independent: member((jitter, l) => {
        const hyperplanes = jitter.displacement.length / batches.length;
        return rigid(jitter, shuffledApart(jitter.displacement, orders(l, hyperplanes)));
      }),
    },
    certificate: {},
  };
};
