import type { DatasetRecord } from './dataset.ts';
import { labelled } from './labelled.ts';
import { countParameter, noiseParameter } from './parameters.ts';
import { splitAbout, splitParameters } from './split.ts';

/** Spiral arms, one a class. */
export const spirals: DatasetRecord = {
  name: 'spirals',
  kind: 'dataset',
  summary: 'Points on spiral arms around the origin, one arm for each class',
  about: `Each arm is a spiral of Archimedes that starts at the origin and ends at distance 1 after \`turns\` turns; the arms are the first one turned by equal angles. Points of an arm stand at equal steps of its angle. Classes take turns, so that their sizes differ by at most one. ${splitAbout}`,
  source: 'after the two spirals of Lang & Witbrock 1988, Learning to Tell Two Spirals Apart',
  version: 1,
  parameters: [
    countParameter,
    {
      name: 'classes',
      about: 'number of arms',
      type: { kind: 'number', unit: 'count', whole: true, min: 1, max: 1000 },
      default: 2,
    },
    {
      name: 'turns',
      about: 'turns of each arm around the origin',
      type: { kind: 'number', unit: 'one', min: 0, exclusive: true },
      default: 1.5,
    },
    noiseParameter(0.02),
    ...splitParameters,
  ],
  example: 'spirals(count = 400, turns = 2, test = 25%)',
  describe: (settings) => labelled({ is: 'spirals', ...settings }, [2], settings.classes as number),
};
