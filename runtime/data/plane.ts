import type { Stream } from '../random/stream.ts';

/** Points on circles, moved off them by normal noise: `[x, y]` of each point, one after the other. */
export function noisyPoints(
  count: number,
  place: (index: number) => readonly [number, number],
  noise: number,
  stream: Stream,
): Float64Array {
  const points = stream.fillNormal(new Float64Array(2 * count), 0, noise);
  for (let i = 0; i < count; i++) {
    const [x, y] = place(i);
    points[2 * i] += x;
    points[2 * i + 1] += y;
  }
  return points;
}

/** The point of a circle around the origin at `angle`, counter-clockwise from the x axis. */
export function onCircle(radius: number, angle: number): readonly [number, number] {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** Labels of two classes, the first `half` examples in class 0. */
export function twoClasses(count: number, half: number): Int32Array {
  return new Int32Array(count).fill(1, half);
}
