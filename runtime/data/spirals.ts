import type { Loader } from './dataset.ts';
import { noisyPoints, onCircle } from './plane.ts';

/** `[count, 2]`: one point of each arm after the other, from the origin outwards. */
export const spirals: Loader = (settings, { draw }) => {
  const { count, classes, turns, noise } = settings as Record<string, number>;
  const place = (i: number) => {
    const arm = i % classes;
    const last = Math.floor((count - 1 - arm) / classes);
    const way = last === 0 ? 0 : Math.floor(i / classes) / last;
    return onCircle(way, 2 * Math.PI * (turns * way + arm / classes));
  };
  return {
    inputs: noisyPoints(count, place, noise, draw('noise')),
    labels: Int32Array.from({ length: count }, (_, i) => i % classes),
  };
};
