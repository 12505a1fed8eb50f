import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinPieces, type Piece } from '../../../runtime/results/join-pieces.ts';

const piece = (x: number, y: number, x2: number, y2: number, unit = 1, layer = 1): Piece => ({
  x,
  y,
  x2,
  y2,
  layer,
  unit,
});
const length = (pieces: readonly Piece[]) =>
  pieces.reduce((sum, { x, y, x2, y2 }) => sum + Math.hypot(x2 - x, y2 - y), 0);

describe('pieces of one unit', () => {
  test('become one where they go straight on, whatever their order and direction', () => {
    const points = [0, 0.3, 0.35, 0.8, 1].map((t) => [-1 + 2 * t, 0.5 - 0.7 * t] as const);
    const cut = points.slice(1).map(([x, y], i) => piece(x, y, ...points[i]));
    const order = fc.shuffledSubarray(cut, { minLength: cut.length });
    fc.assert(
      fc.property(order, (pieces) => {
        const joined = joinPieces(pieces);
        expect(joined).toHaveLength(1);
        expect(length(joined)).toBeCloseTo(Math.hypot(2, 0.7), 12);
      }),
    );
  });

  test('stay apart where they bend, cross, or leave a gap', () => {
    const bent = [piece(0, 0, 1, 0), piece(1, 0, 2, 0.001)];
    const crossing = [piece(-1, 0, 0, 0), piece(0, 0, 1, 0), piece(0, -1, 0, 0), piece(0, 0, 0, 1)];
    const gap = [piece(0, 0, 1, 0), piece(1.1, 0, 2, 0)];
    const back = [piece(0, 0, 1, 0), piece(0, 0, 0.5, 0)];
    expect(joinPieces(bent)).toHaveLength(2);
    expect(joinPieces(crossing)).toHaveLength(2);
    expect(joinPieces(gap)).toEqual(gap);
    expect(joinPieces(back)).toEqual(back);
  });

  test('are not joined with those of another unit or layer', () => {
    expect(joinPieces([piece(0, 0, 1, 0), piece(1, 0, 2, 0, 2)])).toHaveLength(2);
    expect(joinPieces([piece(0, 0, 1, 0), piece(1, 0, 2, 0, 1, 2)])).toHaveLength(2);
  });
});
