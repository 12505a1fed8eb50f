import { describe, expect, it } from 'vitest';
import type { RowRequest } from '../../compiler/plan/plan.ts';
import { execute } from '../../runtime/execute.ts';
import { placesOnSlice, sliceThrough } from '../../runtime/geometry/slice.ts';
import type { Sealable } from '../../runtime/job.ts';
import { MeasurementFailure } from '../../runtime/measure/failure.ts';
import { pointsOf } from '../../runtime/measure/points.ts';
import { collectResults } from '../../runtime/results/collect.ts';
import { openFound } from '../../runtime/results/found.ts';
import { partitionRows } from '../../runtime/results/partition-rows.ts';
import { compiled, done, keyOf, readFrom, trainJob } from './experiments.ts';

const text = (more = '') => `
crease: 1
title: Digits in a plane
seed: 5
data:
  images: digits(test = 90%)
network:
  input: images
  layers:
    - dense(10)
    - relu()
    - dense(8)
    - relu()
    - dense(images.classes)
train:
  data: images.train
  loss: cross_entropy()
  optimizer: adam(rate = 0.01)
  batch: 32
  epochs: 2
measure:
  cells:
    value: partition(window = box([-2, -2], [6, 6]), slice = through(images.train, [3, 14, 15]), decision = true, shapes = true, certify = true${more})
    at: [initial, final]
  far:
    value: decision_distance(images.test, window = box([-2, -2], [6, 6]), slice = principal(images.train))
  correct:
    value: accuracy(images.test)
claims:
  there:
    says: A boundary crosses the plane.
    expect: cells.decision_length[at = final] > 0
charts:
  picture:
    title: Picture
    partition: cells
    decision: true
    overlay: images.train
`;
const cell = 'base,replicate=1';

describe('a slice of digits, after a few steps of training', async () => {
  const plan = compiled(text());
  const sealed = await done(plan, trainJob(plan, [cell]), 'reference');
  const read = readFrom(sealed);
  const record = (name: string) => sealed.get(keyOf(plan, cell, name))!;

  it('is measured, with a certificate that holds', () => {
    const { arrays, certificate, outcome } = record('cells');
    expect(outcome).toBe('done');
    expect(arrays.regions.shape).toEqual([2]);
    for (const regions of arrays.regions.data) expect(regions).toBeGreaterThan(5);
    for (const [at, regions] of arrays.regions.data.entries())
      expect(arrays.mean_area.data[at] * regions).toBeCloseTo(64, 9);
    expect(certificate).toMatchObject({ euler_residual: 0, edges_without_twin: 0, pattern_mismatches: 0 });
    expect(certificate.area_difference).toBeLessThan(1e-12);
    expect(certificate.affine_residual).toBeLessThan(1e-12);
  });

  it('has distances to the decision boundary, some of them exact', () => {
    const { distance, exact } = record('far').arrays;
    const { count } = pointsOf(plan, 1)({ data: 'images', part: 'test' });
    expect(distance.shape).toEqual([count]);
    expect(new Set(exact.data)).toEqual(new Set([0, 1]));
  });

  it('is drawn with the decision boundary, the points as they are projected, and the three examples', () => {
    const rows = partitionRows(
      openFound(plan, read),
      plan.charts.picture.rows as Extract<RowRequest, { kind: 'partition' }>,
    );
    const { inputs } = pointsOf(plan, 1)({ data: 'images', part: 'train' });
    const [a, b, c] = [3, 14, 15].map((sample) => inputs.slice(64 * (sample - 1), 64 * sample));
    const places = placesOnSlice(sliceThrough(a, b, c), inputs);
    const shown = (kind: string) => rows.filter((row) => row.kind === kind);
    expect(shown('point').flatMap(({ x, y }) => [x, y])).toEqual(
      Array.from(places, (place) => Number(place.toPrecision(6))),
    );
    const samples = shown('sample');
    expect(samples).toHaveLength(3);
    expect(samples[0]).toMatchObject({ x: 0, y: 0 });
    expect(samples[1].x).toBeCloseTo(Math.hypot(...b.map((x, i) => x - a[i])), 4);
    expect(samples[1].y).toBeCloseTo(0, 9);
    const drawn = shown('decision').reduce(
      (sum, { x, y, x2, y2 }) => sum + Math.hypot(Number(x2) - Number(x), Number(y2) - Number(y)),
      0,
    );
    expect(drawn).toBeCloseTo(record('cells').arrays.decision_length.data[1], 3);
  });

  it('comes into the results with its claim, table and description', () => {
    const { claims, charts, cells } = collectResults(
      plan,
      { file: 'digits.crease.yaml', text: text() },
      read,
    );
    expect(cells[0].outcome).toBe('done');
    expect(claims[0].verdict).not.toBe('refuted');
    expect(charts[0].table.columns.map(({ name }) => name)).toEqual([
      'regions',
      'mean_area',
      'decision_length',
    ]);
    expect(charts[0].description).toContain('in the plane through(images.train, [3, 14, 15])');
    expect(charts[0].description).toContain('decision boundary');
  });
});

describe('a measurement that stops at its cap', () => {
  it('fails with its reason after everything else was sealed', async () => {
    const plan = compiled(text(', most_cells = 4'));
    const sealed = new Map<string, Sealable>();
    const options = { backend: 'reference', root: '.', read: () => undefined, onProgress() {} } as const;
    const run = async () => {
      for await (const step of execute(plan, trainJob(plan, [cell]), options)) sealed.set(step.key, step);
    };
    const error = await run().catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(MeasurementFailure);
    expect((error as Error).message).toMatch(/most_cells = 4 cells: about .* Measure a smaller window/);
    // what the store keeps as the reason, and pages show
    expect((error as Error).stack).toBe((error as Error).message);
    const whats = ['train', 'far', 'correct', 'cells'];
    expect(whats.filter((what) => sealed.has(keyOf(plan, cell, what)))).toEqual(['train', 'far', 'correct']);
  });
});
