import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Results } from '../../compiler/plan/results.ts';
import { createProject, type Project } from '../cli/command.ts';
import { available } from '../runtime/experiments.ts';

/** Everything that folds, in a network that is small enough to be cut. */
const experiment = `crease: 1
title: A small network of images
seed: 3
data:
  images: digits(test = 30%, image = true)
  some: take(images.test, 20)
network:
  input: images
  layers:
    - conv2d(8, bias = none)
    - batch_norm()
    - relu()
    - max_pool(2)
    - block:
        - conv2d(8, bias = none)
        - batch_norm()
    - relu()
    - average_pool(2)
    - flatten()
    - dense(images.classes)
train:
  data: images.train
  loss: cross_entropy()
  optimizer: adam(rate = 0.01)
  batch: 32
  epochs: 2
measure:
  fitted:
    value: accuracy(images.train)
  tested:
    value: accuracy(images.test)
  lost:
    value: loss(images.test)
    at: [initial, final]
  calibrated:
    value: calibration_error(images.test)
  nearest:
    value: boundary_distance(some)
    by: layer
  cells:
    value: partition(window = square(0.5), slice = through(images.train, samples = [1, 2, 3]))
claims:
  generalizes:
    says: Two epochs fit no image by heart.
    expect: fitted - tested < 10 points
    exact: true
`;

interface Sealed {
  readonly preimage: { readonly numerics: string };
  readonly certificate: Readonly<Record<string, number>>;
  readonly arrays: { readonly value: { readonly shape: readonly number[] } };
}

const backend = await available();

describe('a network of images', () => {
  const project: Project = createProject();
  let results: Results;
  beforeAll(async () => {
    project.write('images.crease.yaml', experiment);
    const { code, err } = await project.crease(['run', '--progress', 'none', '--backend', backend]);
    expect(code, err).toBe(0);
    results = JSON.parse(
      readFileSync(join(project.folder, '.crease/results/images/results.json'), 'utf8'),
    ) as Results;
  });
  afterAll(() => project.remove());

  const values = () => results.cells[0].values as Record<string, number>;
  const sealed = (measurement: string): Sealed => {
    const store = join(project.folder, '.crease/store');
    const end = join(results.cells[0].keys[measurement], 'record.json');
    const files = readdirSync(store, { recursive: true, encoding: 'utf8' });
    return JSON.parse(readFileSync(join(store, files.find((file) => file.endsWith(end)) as string), 'utf8'));
  };

  test('learns, and its answers are measured', () => {
    const { fitted, tested, lost, calibrated } = values();
    // Chance is 0.1, and log 10 = 2.3 nats.
    expect(tested).toBeGreaterThan(0.8);
    expect(fitted).toBeGreaterThan(0.8);
    expect(lost).toBeLessThan(1);
    expect(calibrated).toBeLessThan(0.3);
    const verdicts = results.claims.map(({ name, verdict }) => [name, verdict]);
    expect(verdicts).toEqual([['generalizes', 'supported']]);
  });

  test('has boundaries of its activations and of its max pooling', () => {
    expect(sealed('nearest').arrays.value.shape).toEqual([3, 20]);
    expect(values().nearest).toBeGreaterThan(0);
    expect(values().cells).toBeGreaterThan(10);
  });

  test('vouches for its geometry, and says what its answers were computed with', () => {
    for (const name of ['nearest', 'cells'])
      expect(sealed(name).certificate.forward_difference).toBeLessThan(1e-12);
    expect(sealed('cells').certificate.area_difference).toBeLessThan(1e-9);
    expect(sealed('tested').certificate).toEqual({});
    expect(sealed('tested').preimage.numerics).toContain(backend);
  });
});
