import type { DatasetRecord } from './dataset.ts';
import { labelled } from './labelled.ts';
import { countParameter, noiseParameter } from './parameters.ts';
import { splitAbout, splitParameters } from './split.ts';

/** Two half circles that reach into each other. */
export const twoMoons: DatasetRecord = {
  name: 'two_moons',
  kind: 'dataset',
  summary: 'Two classes of points on half circles that reach into each other',
  about: `Class 0 stands at equal steps on the upper half of the unit circle, class 1 on the lower half of the unit circle around (1, ½); class 0 has the smaller half of an odd number of points. ${splitAbout}`,
  source: 'after `make_moons` of scikit-learn',
  version: 1,
  parameters: [
    { ...countParameter, type: { kind: 'number', unit: 'count', whole: true, min: 2, max: 10_000_000 } },
    noiseParameter(0.1),
    ...splitParameters,
  ],
  example: 'two_moons(count = 400, noise = 0.1, test = 25%)',
  describe: (settings) => labelled({ is: 'two_moons', ...settings }, [2], 2),
};
