import { describe, expect, test } from 'vitest';
import { chain } from '../../../runtime/geometry/network.ts';
import { type Partition, partition } from '../../../runtime/geometry/partition.ts';
import { certificateOf } from '../../../runtime/measure/certificate.ts';
import { MeasurementFailure } from '../../../runtime/measure/failure.ts';

const layerOf = (weights: number[], slope?: number) => ({
  inputs: 2,
  outputs: 2,
  weights: Float64Array.from(weights),
  bias: Float64Array.of(0.25, 0.1),
  slope,
});
const network = chain(2, [layerOf([1, 0.5, -0.3, 1], 0), layerOf([1, 0, 0, 1])]);
const vertices = [-1, -1, 1, -1, 1, 1, -1, 1];
const window = { network, vertices, options: { patterns: true } };
const whole = partition(network, vertices, { patterns: true }) as Partition;

const doctored: Readonly<Record<string, Partition>> = {
  area_difference: { ...whole, areas: whole.areas.map((area, i) => (i === 0 ? area * (1 + 1e-7) : area)) },
  pattern_mismatches: {
    ...whole,
    patterns: whole.patterns!.map((piece, i) => (i === 0 ? 1 - piece : piece)),
  },
  edges_without_twin: {
    ...whole,
    regions: whole.regions - 1,
    offsets: whole.offsets.slice(0, -1),
    areas: whole.areas.slice(0, -1).map((area, i) => (i === 0 ? area + whole.areas.at(-1)! : area)),
    patterns: whole.patterns!.slice(0, 2 * (whole.regions - 1)),
  },
};

describe('certificateOf', () => {
  test('has small residuals where all is right', () => {
    const residuals = certificateOf(whole, window, true);
    expect(Object.keys(residuals)).toEqual([
      'area_difference',
      'euler_residual',
      'edges_without_twin',
      'pattern_mismatches',
      'affine_residual',
      'graph_unchecked',
    ]);
    for (const value of Object.values(residuals)) expect(value).toBeLessThan(1e-12);
  });

  test.each(Object.entries(doctored))('names %s where it is violated', (name, found) => {
    expect(() => certificateOf(found, window, true)).toThrow(MeasurementFailure);
    expect(() => certificateOf(found, window, true)).toThrow(`certificate ${name}`);
  });

  test('always sees to the areas', () => {
    expect(certificateOf(whole, window, false)).toEqual({ area_difference: expect.any(Number) });
    expect(() => certificateOf(doctored.area_difference, window, false)).toThrow('area_difference');
  });
});
