import { describe, expect, it } from 'vitest';
import { boxAround, thinningText, thinSegments } from '../../../runtime/drawing/thin.ts';
import { stream } from '../../../runtime/random/stream.ts';

const box = [0, 0, 1, 1] as const;
const random = stream(3, 'drawing', 'pieces');

/** `count` pieces of this length, of layers 0 and 1 in turn, with their middles in [0, reach]². */
function pieces(count: number, length: number, reach = 1): { points: number[]; layer: number[] } {
  const points = Array.from({ length: count }, () => {
    const [x, y, turn] = [reach * random.uniform(), reach * random.uniform(), 2 * Math.PI * random.uniform()];
    const [dx, dy] = [(length / 2) * Math.cos(turn), (length / 2) * Math.sin(turn)];
    return [x - dx, y - dy, x + dx, y + dy];
  }).flat();
  return { points, layer: Array.from({ length: count }, (_, i) => i % 2) };
}

describe('thinSegments', () => {
  it('leaves few pieces as they are, and then has nothing to say', () => {
    const thinned = thinSegments(pieces(100, 0.01), box, 100);
    expect([...thinned.kept]).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(thinningText(thinned)).toBe('');
  });

  it('keeps to the number, and to its rule', () => {
    const many = pieces(30_000, 0.004);
    const long = pieces(300, 0.5);
    const points = [...many.points, ...long.points];
    const layer = [...many.layer, ...long.layer];
    const { kept, squares, total } = thinSegments({ points, layer }, box, 4000);
    expect(total).toBe(30_300);
    expect(kept.length).toBeLessThanOrEqual(4000);
    const side = 1 / squares!;
    const lengthOf = (i: number) =>
      Math.hypot(points[4 * i + 2] - points[4 * i], points[4 * i + 3] - points[4 * i + 1]);
    const squareOf = (i: number) =>
      [0, 1].map((d) => Math.floor((points[4 * i + d] + points[4 * i + 2 + d]) / 2 / side)).join() + layer[i];
    const longest = new Map<string, number>();
    for (let i = 0; i < total; i++)
      if (lengthOf(i) < side) longest.set(squareOf(i), Math.max(longest.get(squareOf(i)) ?? 0, lengthOf(i)));
    const shorts = [...kept].filter((i) => lengthOf(i) < side);
    expect(new Set(shorts.map(squareOf)).size).toBe(shorts.length);
    expect(shorts.length).toBe(longest.size);
    for (const i of shorts) expect(lengthOf(i)).toBe(longest.get(squareOf(i)));
    expect([...kept].filter((i) => i >= 30_000)).toHaveLength(300);
  });

  it('says which are drawn', () => {
    const text = thinningText(thinSegments(pieces(3000, 0.001, 0.1), box, 1000));
    expect(text).toMatch(/^[\d,]+ of 3,000 pieces of boundaries are drawn: all that are longer than 1\/\d+/);
  });

  it('keeps the longest where all are longer than the picture', () => {
    const points = Array.from({ length: 10 }, (_, i) => [0, 0, 10 + i, 0]).flat();
    expect([...thinSegments({ points, layer: points.map(() => 0) }, box, 3).kept]).toEqual([7, 8, 9]);
  });
});

it('boxAround is the smallest box', () => {
  expect(boxAround([1, 5, -2, 3, 4, 4])).toEqual([-2, 3, 4, 5]);
});
