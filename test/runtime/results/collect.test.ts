import { describe, expect, it } from 'vitest';
import { collectResults } from '../../../runtime/results/collect.ts';
import { plan, read } from './small.ts';

const source = { file: 'small.crease.yaml', text: 'crease: 1' };
const results = collectResults(plan, source, read);

describe('collectResults', () => {
  it('gives each cell its outcome, keys and one number a measurement', () => {
    expect(results.cells[0]).toEqual({
      id: 'start=a,replicate=1',
      variant: 'start=a',
      replicate: 1,
      outcome: 'done',
      keys: { scores: 'a1scores', cells: 'a1cells' },
      // the last moment of a curve, the regions of a partition
      values: { scores: 0.5, cells: 2 },
    });
    expect(results.cells[5]).toMatchObject({
      outcome: 'failed',
      reason: 'no memory',
      values: { scores: null, cells: 4 },
    });
  });

  it('calls cells without records missing', () => {
    const none = collectResults(plan, source, () => undefined);
    expect(none.cells.map(({ outcome }) => outcome)).toEqual(Array(6).fill('missing'));
    expect(none.cells[0].values).toEqual({ scores: null, cells: null });
    expect(none.claims[0].members[0]).toMatchObject({ n: 0, failed: 3, verdict: 'inconclusive' });
    expect(none.charts.map(({ description }) => description)).toEqual([
      'Accuracy for each step and start: mean, 95 % interval and single replicates. Nothing was measured.',
      'No picture of the regions is there yet.',
    ]);
  });

  it('judges claims over paired replicates and says which were left out', () => {
    const [better] = results.claims;
    expect(better.members[0]).toMatchObject({ n: 2, failed: 1, verdict: 'inconclusive' });
    expect(better.members[0].effect).toBeCloseTo(0.05, 12);
  });

  it('says what a claim lacks that leaves an axis open', () => {
    expect(results.claims[1].verdict).toBe('inconclusive');
    expect(results.claims[1].method).toContain('several arms of start');
  });

  it('prints networks and measurements as their author would', () => {
    expect(results.variants[1].layers.map(({ text }) => text)).toEqual([
      'dense(3, bias = none)',
      'bias(ones())',
      'relu()',
    ]);
    expect(results.measurements.map(({ text }) => text)).toEqual([
      'accuracy(corners)',
      'partition(box([-1, -1], [1, 1]))',
    ]);
  });

  it('gives the same bytes again', () => {
    expect(JSON.stringify(collectResults(plan, source, read))).toBe(JSON.stringify(results));
  });
});
