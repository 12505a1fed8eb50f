import { describe, expect, test } from 'vitest';
import { refused, type Settings } from '../../../../compiler/registry/construct.ts';
import type { Known } from '../../../../compiler/registry/datasets/dataset.ts';
import { type DatasetName, datasets } from '../../../../compiler/registry/datasets/index.ts';

const known = (other: Known['other'] = () => undefined): Known => ({ other, file: () => undefined });
const describeAs = (name: DatasetName, settings: Settings, others = known()) =>
  datasets[name].describe(settings, others);

test('every record is filed under its own name and its description keeps the settings', () => {
  for (const [name, record] of Object.entries(datasets)) expect(record.name).toBe(name);
  expect(describeAs('digits', { test: 0, validation: 0 })).toMatchObject({
    source: { is: 'digits', test: 0, validation: 0 },
    shape: [64],
    classes: 10,
  });
});

describe('parts', () => {
  const parts = (count: number, test: number, validation: number) => {
    const spec = describeAs('two_moons', { count, noise: 0, test, validation });
    return refused(spec) ? spec.refused : spec?.parts;
  };

  test('are rounded to whole examples and add up', () => {
    expect(parts(1797, 0.3, 0.1)).toEqual({ all: 1797, train: 1078, validation: 180, test: 539 });
    expect(parts(10, 0.25, 0)).toEqual({ all: 10, train: 7, test: 3 });
  });

  test('are left out where nothing is split off', () => {
    expect(parts(10, 0, 0)).toEqual({ all: 10 });
  });

  test('that would be empty are refused with their numbers', () => {
    expect(parts(10, 0.01, 0)).toMatch(/1% of 10 examples for test/);
    expect(parts(10, 0.7, 0.3)).toMatch(/70% for test and 30% for validation, none of the 10/);
    expect(parts(10, 0.7, 0.7)).toMatch(/none of the 10/);
  });
});

describe('uniform_box', () => {
  const settings = { count: 5, margin: 0, around: { is: 'data', name: 'points', part: 'all' } };

  test('takes the shape of the other data set', () => {
    const other = { source: { is: 'digits' }, shape: [64], parts: { all: 9 } };
    expect(
      describeAs(
        'uniform_box',
        settings,
        known((name) => (name === 'points' ? other : undefined)),
      ),
    ).toMatchObject({
      shape: [64],
      parts: { all: 5 },
    });
  });

  test('names the data set that it misses', () => {
    expect(describeAs('uniform_box', settings)).toMatchObject({ refused: expect.stringContaining('points') });
  });
});
