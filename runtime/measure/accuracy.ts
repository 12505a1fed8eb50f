import { answers, indexOfLargest } from './answers.ts';
import { type Evaluate, scalar } from './measured.ts';

/** Share of the points whose largest output, the first of equals, is that of their class. */
export const measureAccuracy: Evaluate = (place) => {
  const { count, classes, outputs, labels } = answers(place, 'accuracy');
  let correct = 0;
  for (let p = 0; p < count; p++)
    if (indexOfLargest(outputs.subarray(p * classes, (p + 1) * classes)) === labels[p]) correct++;
  return { arrays: { value: scalar(correct / count) }, certificate: {} };
};
