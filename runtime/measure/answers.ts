import type { DataSetting } from '../../compiler/plan/plan.ts';
import type { EvaluatedPlace } from './measured.ts';

/** What a network answers at labelled points. */
export interface Answers {
  readonly count: number;
  readonly classes: number;
  /** [count][classes] */
  readonly outputs: Float64Array;
  readonly labels: Int32Array;
}

/** The network's answers at the points of a measurement, which is named where they have no labels. */
export function answers({ settings, points, predict }: EvaluatedPlace, measurement: string): Answers {
  const { count, inputs, labels } = points(settings.points as DataSetting);
  if (labels === undefined) throw new Error(`${measurement}(…) needs points with labels; these have none`);
  const outputs = predict(inputs);
  return { count, classes: outputs.length / count, outputs, labels };
}

/** The first of equals. */
export function indexOfLargest(values: Float64Array): number {
  let largest = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[largest]) largest = k;
  return largest;
}
