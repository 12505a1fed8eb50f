import { describe, expect, it } from 'vitest';
import type { RowRequest } from '../../../compiler/plan/plan.ts';
import { pointsOf } from '../../../runtime/measure/points.ts';
import { openFound } from '../../../runtime/results/found.ts';
import { partitionRows, partitionTable, partitionThinning } from '../../../runtime/results/partition-rows.ts';
import { plan, read } from './small.ts';

const request = plan.charts.pictures.rows as Extract<RowRequest, { kind: 'partition' }>;

describe('partitionRows', () => {
  const rows = partitionRows(openFound(plan, read), request);

  it('has a row for each piece of a boundary, six digits each, for each arm', () => {
    const boundary = { kind: 'boundary', x: -1, y: 0.123457, x2: 1, y2: 0.5, layer: 1, unit: 2 };
    expect(rows.filter(({ kind }) => kind === 'boundary')).toEqual([
      { ...boundary, start: 'a' },
      { ...boundary, start: 'b' },
    ]);
  });

  it('lays the points of the data over each', () => {
    const { inputs } = pointsOf(plan, 1)(request.overlay!);
    const points = rows.filter(({ kind, start }) => kind === 'point' && start === 'b');
    expect(points.map(({ x }) => x)).toEqual([0, 2, 4, 6].map((i) => Number(inputs[i].toPrecision(6))));
  });

  it('leaves out what was not found', () => {
    expect(
      partitionRows(
        openFound(plan, () => undefined),
        request,
      ),
    ).toEqual([]);
  });
});

describe('a picture with more boundaries than can be told apart', () => {
  const count = 20_000;
  // Short pieces side by side on a grid, none of which goes on where another ends.
  const data = Float64Array.from({ length: 6 * count }, (_, i) => {
    const [piece, part] = [Math.floor(i / 6), i % 6];
    const [x, y] = [(piece % 200) / 100 - 1, Math.floor(piece / 200) / 50 - 1];
    return [x, y, x + 0.004, y + 0.003, 1, piece][part];
  });
  const crowded: typeof read = (key) => {
    const record = read(key);
    return (
      record && {
        ...record,
        array: (name) => (name === 'segments' ? { shape: [count, 6], data } : record.array(name)),
      }
    );
  };
  const found = openFound(plan, crowded);

  it('has thinned rows, all of them pieces that there are', () => {
    const rows = partitionRows(found, request).filter(
      ({ kind, start }) => kind === 'boundary' && start === 'a',
    );
    expect(rows.length).toBeGreaterThan(1000);
    expect(rows.length).toBeLessThanOrEqual(8000);
    for (const { x, x2 } of rows) expect(Number(x2) - Number(x)).toBeCloseTo(0.004, 6);
  });

  it('says so, arm by arm; one that is whole says nothing', () => {
    expect(partitionThinning(found, request)).toMatch(
      /^a: [\d,]+ of 20,000 pieces of boundaries are drawn: .*\. b: [\d,]+ of 20,000/,
    );
    expect(partitionThinning(openFound(plan, read), request)).toBe('');
  });
});

describe('partitionTable', () => {
  it('counts the regions of each picture', () => {
    expect(partitionTable(openFound(plan, read), { ...request, replicate: 2 }).rows).toEqual([
      ['a', 3, 1.33333],
      ['b', 3, 1.33333],
    ]);
  });
});
