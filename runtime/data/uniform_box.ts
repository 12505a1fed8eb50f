import type { Construct } from '../../compiler/plan/plan.ts';
import type { Dataset, Loader } from './dataset.ts';

/** `[count, …shape of the other]`: even over the box around the other data set. */
export const uniformBox: Loader = (settings, { draw, other }) => {
  const { count, margin } = settings as Record<string, number>;
  const { name, part } = settings.around as Construct;
  const { low, high } = boundingBox(other(name as string), part as string);
  const inputs = draw('points').fillUniform(new Float64Array(count * low.length));
  for (let i = 0; i < inputs.length; i++) {
    const feature = i % low.length;
    const side = high[feature] - low[feature];
    inputs[i] = low[feature] + side * ((1 + 2 * margin) * inputs[i] - margin);
  }
  return { inputs };
};

/** Smallest and largest value of each feature. */
function boundingBox({ shape, inputs, parts }: Dataset, part: string): { low: number[]; high: number[] } {
  const features = shape.reduce((product, length) => product * length, 1);
  const low = new Array<number>(features).fill(Number.POSITIVE_INFINITY);
  const high = new Array<number>(features).fill(Number.NEGATIVE_INFINITY);
  for (const example of parts[part])
    for (let feature = 0; feature < features; feature++) {
      const value = inputs[example * features + feature];
      low[feature] = Math.min(low[feature], value);
      high[feature] = Math.max(high[feature], value);
    }
  return { low, high };
}
