import type { DataSetting } from '../../compiler/plan/plan.ts';
import { forward } from '../geometry/forward.ts';
import { type Measure, scalar } from './measured.ts';

/** Share of the points whose largest output, the first of equals, is that of their class. */
export const measureAccuracy: Measure = ({ settings, network, points }) => {
  const { count, inputs, labels } = points(settings.points as DataSetting);
  if (labels === undefined) throw new Error('accuracy(…) needs points with labels; these have none');
  const outputs = forward(network, inputs);
  const classes = outputs.length / count;
  let correct = 0;
  for (let p = 0; p < count; p++)
    if (indexOfLargest(outputs.subarray(p * classes, (p + 1) * classes)) === labels[p]) correct++;
  return { arrays: { value: scalar(correct / count) }, certificate: {} };
};

function indexOfLargest(values: Float64Array): number {
  let largest = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[largest]) largest = k;
  return largest;
}
