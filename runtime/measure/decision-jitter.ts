import type { Construct } from '../../compiler/plan/plan.ts';
import { decisionBoundary } from '../geometry/decision.ts';
import { decisionDisplacement } from '../geometry/decision-ensemble.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import { drawBatches } from './batches.ts';
import { type Measure, scalar } from './measured.ts';
import { windowVertices } from './plane-window.ts';

/**
 * Displacement of the decision boundary with the statistics of training batches: `value`. Drawn are the
 * `decisions` [pieces][x1, y1, x2, y2, batch], batch 0 with the statistics of all.
 */
export const measureDecisionJitter: Measure = ({ settings, network, training, inBatch, random }) => {
  const window = windowVertices(settings.window as Construct);
  const batches = drawBatches(settings, training.count, (b) => random('batches', b));
  const find = (each: PiecewiseAffineNetwork) => {
    const found = decisionBoundary(each, window);
    if (found.status !== 'complete') throw new Error(found.message);
    return found;
  };
  const reference = find(network);
  const pieces = [piecesOf(reference.points, 0)];
  let squares = 0;
  for (const [b, rows] of batches.entries()) {
    const member = find(inBatch(rows));
    squares += decisionDisplacement(reference, member) ** 2;
    pieces.push(piecesOf(member.points, b + 1));
  }
  const data = Float64Array.from(pieces.flat());
  return {
    arrays: { value: scalar(Math.sqrt(squares / batches.length)) },
    drawing: { decisions: { shape: [data.length / 5, 5], data } },
    certificate: {},
  };
};

function piecesOf(points: Float64Array, batch: number): number[] {
  const pieces: number[] = [];
  for (let i = 0; i < points.length; i += 4) pieces.push(...points.subarray(i, i + 4), batch);
  return pieces;
}
