import type { Loader } from './dataset.ts';

/** `[count, features]`; labels take turns. */
export const gaussianPoints: Loader = (settings, { draw }) => {
  const { count, features, sd, classes } = settings as Record<string, number>;
  return {
    inputs: draw('points').fillNormal(new Float64Array(count * features), 0, sd),
    labels: Int32Array.from({ length: count }, (_, i) => i % classes),
  };
};
