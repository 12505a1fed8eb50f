import type { DatasetRecord } from './dataset.ts';
import { labelled } from './labelled.ts';
import { countParameter, noiseParameter } from './parameters.ts';
import { splitAbout, splitParameters } from './split.ts';

/** Squares of a checkerboard of four. */
export const xor: DatasetRecord = {
  name: 'xor',
  kind: 'dataset',
  summary: 'Two classes of points in the four quadrants, opposite quadrants of one class',
  about: `Points are spread evenly over four squares: both coordinates lie between \`gap\` and 1 in absolute value. Class 1 has the points whose coordinates differ in sign, class 0 the others; squares take turns, so that their sizes differ by at most one. \`noise\` moves the points after they have got their class. ${splitAbout}`,
  source: 'after Minsky & Papert 1969, Perceptrons: exclusive or, which no line separates',
  version: 1,
  parameters: [
    countParameter,
    {
      name: 'gap',
      about: 'distance of the squares from the axes',
      type: { kind: 'number', unit: 'distance', min: 0, max: 1 },
      default: 0,
    },
    noiseParameter(0),
    ...splitParameters,
  ],
  example: 'xor(count = 400, gap = 0.1, test = 25%)',
  describe: (settings) => labelled({ is: 'xor', ...settings }, [2], 2),
};
