import { describe, expect, it } from 'vitest';
import type { RowRequest } from '../../../compiler/plan/plan.ts';
import { pointsOf } from '../../../runtime/measure/points.ts';
import { openFound } from '../../../runtime/results/found.ts';
import { partitionRows, partitionTable } from '../../../runtime/results/partition-rows.ts';
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

describe('partitionTable', () => {
  it('counts the regions of each picture', () => {
    expect(partitionTable(openFound(plan, read), { ...request, replicate: 2 }).rows).toEqual([
      ['a', 3, 1.33333],
      ['b', 3, 1.33333],
    ]);
  });
});
