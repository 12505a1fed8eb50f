import type { Loader } from './dataset.ts';
import { noisyPoints, onCircle, twoClasses } from './plane.ts';

/** `[count, 2]`: the outer star, then the inner one, each from the top counter-clockwise. */
export const star: Loader = (settings, { draw }) => {
  const { count, tips, notch, inner, noise } = settings as Record<string, number>;
  const half = Math.floor(count / 2);
  const corner = (k: number) => onCircle(k % 2 === 0 ? 1 : notch, Math.PI / 2 + (Math.PI * k) / tips);
  // All sides are equally long, so that equal steps along the outline are equal steps of side and part of it.
  const outline = (way: number): readonly [number, number] => {
    const side = Math.floor(way * 2 * tips);
    const part = way * 2 * tips - side;
    const [from, to] = [corner(side), corner(side + 1)];
    return [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
  };
  const place = (i: number): readonly [number, number] => {
    if (i < half) return outline(i / half);
    const [x, y] = outline((i - half) / (count - half));
    return [inner * x, inner * y];
  };
  return { inputs: noisyPoints(count, place, noise, draw('noise')), labels: twoClasses(count, half) };
};
