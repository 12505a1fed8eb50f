import type { Construct } from '../../compiler/plan/plan.ts';
import { lossProgram } from '../../compiler/program/evaluation.ts';
import { openReference } from '../reference/session.ts';
import { type Answers, answers } from './answers.ts';
import { type Evaluate, scalar } from './measured.ts';

/** Rows whose loss is computed in one call. */
const largest = 1024;

/** Mean of the training's loss over the points. */
export const measureLoss: Evaluate = (place) => {
  if (place.loss === undefined) throw new Error('loss(…) needs a network that is trained by one');
  const value = meanLoss(place.loss, answers(place, 'loss'));
  return { arrays: { value: scalar(value) }, certificate: {} };
};

/** In double precision, from the network's answers. */
export function meanLoss(loss: Construct, { count, classes, outputs, labels }: Answers): number {
  let sum = 0;
  for (let first = 0; first < count; first += largest) {
    const rows = Math.min(largest, count - first);
    const session = openReference(lossProgram(loss, rows, classes));
    const { loss: mean } = session.call('loss', {
      outputs: outputs.subarray(first * classes, (first + rows) * classes),
      labels: labels.subarray(first, first + rows),
    });
    session.dispose();
    sum += mean[0] * rows;
  }
  return sum / count;
}
