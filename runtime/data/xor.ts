import type { Loader } from './dataset.ts';
import { noisyPoints } from './plane.ts';

/** Signs of the quadrants, whose squares take turns. */
const quadrants = [
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
] as const;

/** `[count, 2]`: one point of each quadrant after the other. */
export const xor: Loader = (settings, { draw }) => {
  const { count, gap, noise } = settings as Record<string, number>;
  const distances = draw('points').fillUniform(new Float64Array(2 * count), gap, 1);
  const place = (i: number): readonly [number, number] => {
    const [x, y] = quadrants[i % 4];
    return [x * distances[2 * i], y * distances[2 * i + 1]];
  };
  return {
    inputs: noisyPoints(count, place, noise, draw('noise')),
    labels: Int32Array.from({ length: count }, (_, i) => i % 2),
  };
};
