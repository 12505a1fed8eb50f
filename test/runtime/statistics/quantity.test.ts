import { describe, expect, test } from 'vitest';
import type { Quantity } from '../../../compiler/plan/plan.ts';
import { type Arms, evaluateQuantity, type Lookup } from '../../../runtime/statistics/quantity.ts';
import type { Values } from '../../../runtime/statistics/values.ts';
import { literal, measured } from './expectations.ts';

/** Two layers by three samples: 1 … 6 in the arm `batch`, ten times that in `random`. */
function density(factor: number): Values {
  return {
    indices: [{ name: 'layer', values: [1, 2] }, { name: 'sample' }],
    shape: [2, 3],
    values: Float64Array.of(1, 2, 3, 4, 5, 6).map((value) => value * factor),
    members: {
      regions_after: {
        indices: [{ name: 'layer', values: [1, 2] }],
        shape: [2],
        values: Float64Array.of(12, 57),
      },
    },
  };
}

const lookup: Lookup = (name, { offsets }, replicate) =>
  name === 'density' && replicate !== 3 ? density(offsets === 'batch' ? 1 : 10) : undefined;
const value = (quantity: Quantity, arms: Arms = { offsets: 'batch' }, replicate = 1) =>
  evaluateQuantity(quantity, arms, replicate, lookup);

const over = (name: string, indices: string[], of = measured('density'), settings = {}): Quantity => ({
  op: 'statistic',
  name,
  over: indices,
  of,
  settings,
});
const arithmetic = (operator: '+' | '-' | '*' | '/' | '**', left: Quantity, right: Quantity): Quantity => ({
  op: 'arithmetic',
  operator,
  left,
  right,
});

describe('statistics run over the indices that they name', () => {
  test.each([
    ['both, one after the other', over('max', ['layer'], over('mean', ['sample'])), 5],
    ['both, in the other order', over('mean', ['sample'], over('max', ['layer'])), 5],
    ['the order matters where the statistics differ', over('min', ['layer'], over('sum', ['sample'])), 6],
    ['the outer index', over('sum', ['sample'], over('min', ['layer'])), 6],
    ['both at once', over('median', ['sample', 'layer']), 3.5],
    ['with their settings', over('quantile', ['layer', 'sample'], measured('density'), { share: 0.2 }), 2],
  ])('%s', (_, quantity, expected) => {
    expect(value(quantity)).toBe(expected);
  });
});

describe('picking', () => {
  const regions = (layer: number): Quantity => ({
    op: 'measurement',
    name: 'density',
    member: 'regions_after',
    pick: { layer },
  });

  test('a part and the value of an index', () => {
    expect(value(regions(1))).toBe(12);
    expect(value(regions(2))).toBe(57);
    expect(value(over('sum', ['sample'], { op: 'measurement', name: 'density', pick: { layer: 2 } }))).toBe(
      15,
    );
  });

  test('says what there is instead', () => {
    expect(value(regions(3))).toEqual({ error: 'there is no layer = 3; known are 1, 2' });
    expect(value({ op: 'measurement', name: 'density', member: 'area' })).toEqual({
      error: 'density has no part area; it has regions_after',
    });
    expect(value({ op: 'measurement', name: 'density', pick: { sample: 1 } })).toEqual({
      error: expect.stringContaining('no values of it'),
    });
  });
});

describe('arms', () => {
  const mean = over('mean', ['layer', 'sample']);
  const select = (offsets: string, of = mean): Quantity => ({ op: 'select', where: { offsets }, of });

  test('are those of the claim unless a selection says otherwise', () => {
    expect(value(mean)).toBe(3.5);
    expect(value(mean, { offsets: 'random' })).toBe(35);
    expect(value(select('random'))).toBe(35);
    expect(value(arithmetic('-', select('random'), select('batch')))).toBe(31.5);
  });
});

describe('arithmetic', () => {
  const mean = over('mean', ['layer', 'sample']);

  test.each([
    ['+', 5.5],
    ['-', 1.5],
    ['*', 7],
    ['/', 1.75],
    ['**', 12.25],
  ] as const)('3.5 %s 2', (operator, expected) => {
    expect(value(arithmetic(operator, mean, literal(2)))).toBe(expected);
  });

  test('goes entry by entry, and a number goes with every entry', () => {
    const perLayer = over('mean', ['sample']);
    const regions: Quantity = { op: 'measurement', name: 'density', member: 'regions_after' };
    // 12/2 and 57/5
    expect(value(over('max', ['layer'], arithmetic('/', regions, perLayer)))).toBe(11.4);
    expect(value(over('max', ['layer'], arithmetic('-', literal(10), perLayer)))).toBe(8);
    expect(value(over('max', ['layer'], arithmetic('-', perLayer, literal(10))))).toBe(-5);
  });

  test('refuses entries that do not correspond', () => {
    expect(value(arithmetic('-', over('mean', ['sample']), over('mean', ['layer'])))).toEqual({
      error: "numbers for each layer (2) can't be combined with numbers for each sample (3)",
    });
  });
});

test('a failed cell has no value, and neither has what is computed from it', () => {
  const mean = over('mean', ['layer', 'sample']);
  expect(value(mean, {}, 3)).toBeNull();
  expect(value(arithmetic('+', literal(1), mean), {}, 3)).toBeNull();
});

test('what is not one number says which statistic is missing', () => {
  expect(value(measured('density'))).toEqual({
    error:
      'this is not one number but one for each layer and sample: put a statistic around it, such as mean(…, over = layer)',
  });
  expect(value(over('mean', ['radius']))).toEqual({
    error: 'there is no index radius here: there is layer, sample',
  });
});
