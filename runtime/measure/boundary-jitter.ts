import type { DataSetting } from '../../compiler/plan/plan.ts';
import { ensembleJitter } from '../geometry/ensemble.ts';
import { drawBatches } from './batches.ts';
import { type Measure, vector } from './measured.ts';

/** Displacement of boundaries and decisions around the points with the statistics of training batches. */
export const measureBoundaryJitter: Measure = ({ settings, network, points, training, inBatch, random }) => {
  const batches = drawBatches(settings, training.count, (b) => random('batches', b));
  const { inputs } = points(settings.points as DataSetting);
  const found = ensembleJitter(network, members(), inputs);
  return {
    arrays: {
      boundary: vector(found.boundary),
      decision: vector(found.decision),
      flips: vector(found.flips),
    },
    certificate: {},
  };

  /** One at a time, so that memory does not grow with the ensemble. */
  function* members() {
    for (const rows of batches) yield inBatch(rows);
  }
};
