import type { Loader } from './dataset.ts';

/** `[count, features]`: one point of each class after the other. */
export const blobs: Loader = (settings, { draw }) => {
  const { count, classes, features, sd, spread } = settings as Record<string, number>;
  const centres = draw('centres').fillUniform(new Float64Array(classes * features), -spread, spread);
  const inputs = draw('points').fillNormal(new Float64Array(count * features), 0, sd);
  // in whole rounds through the classes, centres repeat with the period of their own list
  for (let i = 0; i < inputs.length; i++) inputs[i] += centres[i % centres.length];
  return { inputs, labels: Int32Array.from({ length: count }, (_, i) => i % classes) };
};
