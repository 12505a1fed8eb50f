import type { DatasetRecord } from './dataset.ts';
import { countParameter, noiseParameter } from './parameters.ts';

/** Points on a part of a circle. */
export const arc: DatasetRecord = {
  name: 'arc',
  kind: 'dataset',
  summary: 'Points of the plane along an arc of a circle around the origin',
  about:
    'The points stand at equal steps from one end of the arc to the other, both ends included. The middle of the arc is straight above the origin, so the arc opens downward and its mean is not the origin. `noise` is the standard deviation of a normal displacement in each coordinate.',
  source: 'our own; a curved set of points with its mean off the origin',
  version: 1,
  parameters: [
    countParameter,
    {
      name: 'radius',
      about: 'radius of the circle',
      type: { kind: 'number', unit: 'distance', min: 0, exclusive: true },
      default: 1,
    },
    {
      name: 'angle',
      about: 'angle from one end to the other',
      type: { kind: 'number', unit: 'angle', min: 0, max: 2 * Math.PI },
      default: (140 * Math.PI) / 180,
    },
    noiseParameter(0),
  ],
  example: 'arc(count = 25, angle = 140deg, noise = 0.05)',
  describe: (settings) => ({
    source: { is: 'arc', ...settings },
    shape: [2],
    parts: { all: settings.count as number },
  }),
};
