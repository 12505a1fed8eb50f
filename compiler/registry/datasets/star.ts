import type { DatasetRecord } from './dataset.ts';
import { labelled } from './labelled.ts';
import { countParameter, noiseParameter } from './parameters.ts';
import { splitAbout, splitParameters } from './split.ts';

const part = { kind: 'number', unit: 'one', min: 0, max: 1, exclusive: true } as const;

/** A star within a star. */
export const star: DatasetRecord = {
  name: 'star',
  kind: 'dataset',
  summary: 'Two classes of points on the outlines of two stars, one within the other',
  about: `Class 0 stands at equal steps along the outline of a star around the origin: its tips are at distance 1, the first straight up, and its notches at distance \`notch\`. Class 1 stands on the same star, \`inner\` times as large. Class 0 has the smaller half of an odd number of points. ${splitAbout}`,
  source: 'our own; an outline with sharp corners, as `circles` is one without',
  version: 1,
  parameters: [
    { ...countParameter, type: { kind: 'number', unit: 'count', whole: true, min: 2, max: 10_000_000 } },
    {
      name: 'tips',
      about: 'number of tips',
      type: { kind: 'number', unit: 'count', whole: true, min: 3, max: 1000 },
      default: 5,
    },
    { name: 'notch', about: 'distance of the notches from the origin', type: part, default: 0.4 },
    { name: 'inner', about: 'size of the inner star', type: part, default: 0.5 },
    noiseParameter(0.02),
    ...splitParameters,
  ],
  example: 'star(count = 400, tips = 5, test = 25%)',
  describe: (settings) => labelled({ is: 'star', ...settings }, [2], 2),
};
