import type { Loader } from './dataset.ts';
import { noisyPoints, onCircle, twoClasses } from './plane.ts';

/** `[count, 2]`: the outer circle, then the inner one, each from the x axis counter-clockwise. */
export const circles: Loader = (settings, { draw }) => {
  const { count, inner, noise } = settings as Record<string, number>;
  const half = Math.floor(count / 2);
  const place = (i: number) =>
    i < half
      ? onCircle(1, (2 * Math.PI * i) / half)
      : onCircle(inner, (2 * Math.PI * (i - half)) / (count - half));
  return { inputs: noisyPoints(count, place, noise, draw('noise')), labels: twoClasses(count, half) };
};
