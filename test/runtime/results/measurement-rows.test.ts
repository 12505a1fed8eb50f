import { describe, expect, it } from 'vitest';
import type { RowRequest } from '../../../compiler/plan/plan.ts';
import { openFound } from '../../../runtime/results/found.ts';
import { measurementRows, measurementTable } from '../../../runtime/results/measurement-rows.ts';
import { plan, read } from './small.ts';

const found = openFound(plan, read);
const request: Extract<RowRequest, { kind: 'measurement' }> = {
  kind: 'measurement',
  measurement: 'scores',
  indices: ['step'],
  axes: ['start'],
};

describe('measurementRows', () => {
  const rows = measurementRows(found, request);

  it('has a row for each replicate and one for all, at each place', () => {
    expect(rows.filter(({ start, step }) => start === 'a' && step === 10)).toEqual([
      { kind: 'replicate', start: 'a', step: 10, value: 0.5, replicate: 1, cell: 'start=a,replicate=1' },
      { kind: 'replicate', start: 'a', step: 10, value: 0.6, replicate: 2, cell: 'start=a,replicate=2' },
      { kind: 'replicate', start: 'a', step: 10, value: 0.7, replicate: 3, cell: 'start=a,replicate=3' },
      // mean ± 4.30265 · 0.1/√3, the t quantile for two degrees of freedom
      { kind: 'summary', start: 'a', step: 10, value: 0.6, low: 0.351586, high: 0.848414, n: 3, of: 3 },
    ]);
  });

  it('leaves failed replicates out and says how many there are', () => {
    const last = rows.filter(({ kind, start, step }) => kind === 'summary' && start === 'b' && step === 10);
    expect(last).toMatchObject([{ value: 0.65, n: 2, of: 3 }]);
  });

  it('averages over indices and axes that are no columns', () => {
    expect(measurementRows(found, { ...request, indices: [], axes: [] })).toEqual([
      // the mean of (.25, .5) in arm a and (.25, .6) in arm b
      { kind: 'replicate', value: 0.4, replicate: 1 },
      { kind: 'replicate', value: 0.45, replicate: 2 },
      // replicate 3 has failed in arm b, so it is left out altogether; ± 12.7062 · 0.025
      { kind: 'summary', value: 0.425, low: 0.107345, high: 0.742655, n: 2, of: 3 },
    ]);
  });

  it('draws members of a partition', () => {
    const regions = measurementRows(found, {
      ...request,
      measurement: 'cells',
      member: 'regions_after',
      indices: ['layer'],
    });
    expect(regions[0]).toMatchObject({ kind: 'replicate', layer: 1, value: 2, replicate: 1 });
    expect(regions[3]).toMatchObject({ kind: 'summary', layer: 1, value: 3, n: 3 });
  });
});

describe('what a chart asks for', () => {
  const last = (rows: readonly Record<string, unknown>[]) =>
    rows.filter(({ kind, step, start }) => kind === 'summary' && step === 10 && start === 'a');

  it('quartiles of the replicates, on the line between neighbours', () => {
    // .5, .6, .7
    expect(last(measurementRows(found, { ...request, quartiles: true }))[0]).toMatchObject({
      least: 0.5,
      lower: 0.55,
      middle: 0.6,
      upper: 0.65,
      most: 0.7,
    });
    expect(last(measurementRows(found, request))[0]).not.toHaveProperty('middle');
  });

  it('summaries only', () => {
    const rows = measurementRows(found, { ...request, summariesOnly: true });
    expect(rows.map(({ kind }) => kind)).toEqual(Array(4).fill('summary'));
    expect(last(rows)).toEqual(last(measurementRows(found, request)));
  });

  it('arms as numbers, where they are drawn to scale', () => {
    const renamed = JSON.parse(JSON.stringify(plan).replaceAll('"a"', '"0.001"').replaceAll('=a', '=0.001'));
    const rows = measurementRows(openFound(renamed, read), { ...request, numbers: ['start'] });
    expect(rows[0].start).toBe(0.001);
    expect(measurementRows(openFound(renamed, read), request)[0].start).toBe('0.001');
  });

  it('a part of a measurement, with its own title and unit', () => {
    const part = { ...request, measurement: 'cells', member: 'mean_area', indices: [] };
    const { columns } = measurementTable(found, part, measurementRows(found, part));
    expect(columns.find(({ name }) => name === 'value')).toMatchObject({
      title: 'mean area of a region',
      unit: 'area',
    });
  });
});

describe('measurementTable', () => {
  it('has a row for each summary, with units', () => {
    const table = measurementTable(found, request, measurementRows(found, request));
    expect(table.columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['start', ''],
      ['step', 'steps'],
      ['value', 'probability'],
      ['low', 'probability'],
      ['high', 'probability'],
      ['n', 'count'],
    ]);
    expect(table.rows).toHaveLength(4);
    expect(table.rows[1]).toEqual(['a', 10, 0.6, 0.351586, 0.848414, 3]);
  });
});
