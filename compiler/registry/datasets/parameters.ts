import type { Parameter } from '../construct.ts';

/** How many points to make. */
export const countParameter: Parameter = {
  name: 'count',
  about: 'number of points',
  type: { kind: 'number', unit: 'count', whole: true, min: 1, max: 10_000_000 },
};

/** How far points are moved off their curve. */
export function noiseParameter(preset: number): Parameter {
  return {
    name: 'noise',
    about: 'standard deviation of a normal displacement in each coordinate',
    type: { kind: 'number', unit: 'distance', min: 0 },
    default: preset,
  };
}
