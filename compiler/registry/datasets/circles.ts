import type { DatasetRecord } from './dataset.ts';
import { labelled } from './labelled.ts';
import { countParameter, noiseParameter } from './parameters.ts';
import { splitAbout, splitParameters } from './split.ts';

/** A circle within a circle. */
export const circles: DatasetRecord = {
  name: 'circles',
  kind: 'dataset',
  summary: 'Two classes of points on two circles around the origin',
  about: `Class 0 stands at equal steps on the unit circle, class 1 on a circle of radius \`inner\`; class 0 has the smaller half of an odd number of points. ${splitAbout}`,
  source: 'after `make_circles` of scikit-learn',
  version: 1,
  parameters: [
    { ...countParameter, type: { kind: 'number', unit: 'count', whole: true, min: 2, max: 10_000_000 } },
    {
      name: 'inner',
      about: 'radius of the inner circle',
      type: { kind: 'number', unit: 'distance', min: 0, max: 1 },
      default: 0.5,
    },
    noiseParameter(0.05),
    ...splitParameters,
  ],
  example: 'circles(count = 400, inner = 0.5, test = 25%)',
  describe: (settings) => labelled({ is: 'circles', ...settings }, [2], 2),
};
