import type { Loader } from './dataset.ts';
import { noisyPoints, onCircle, twoClasses } from './plane.ts';

/** `[count, 2]`: the upper moon from right to left, then the lower one from left to right. */
export const twoMoons: Loader = (settings, { draw }) => {
  const { count, noise } = settings as Record<string, number>;
  const half = Math.floor(count / 2);
  const place = (i: number): readonly [number, number] => {
    if (i < half) return onCircle(1, (Math.PI * i) / Math.max(1, half - 1));
    const [x, y] = onCircle(1, (Math.PI * (i - half)) / Math.max(1, count - half - 1));
    return [1 - x, 0.5 - y];
  };
  return { inputs: noisyPoints(count, place, noise, draw('noise')), labels: twoClasses(count, half) };
};
