import type { Loader } from './dataset.ts';
import { noisyPoints, onCircle } from './plane.ts';

/** `[count, 2]`: from the left end of the arc over its top to the right end. */
export const arc: Loader = (settings, { draw }) => {
  const { count, radius, angle, noise } = settings as Record<string, number>;
  const step = count > 1 ? angle / (count - 1) : 0;
  const first = count > 1 ? (Math.PI + angle) / 2 : Math.PI / 2;
  return { inputs: noisyPoints(count, (i) => onCircle(radius, first - i * step), noise, draw('noise')) };
};
