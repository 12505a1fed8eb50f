import type { DatasetRecord } from './dataset.ts';
import { labelled } from './labelled.ts';
import { countParameter } from './parameters.ts';
import { splitAbout, splitParameters } from './split.ts';

/** Round clusters, one a class. */
export const blobs: DatasetRecord = {
  name: 'blobs',
  kind: 'dataset',
  summary: 'Round normal clusters, one for each class',
  about: `The centres are drawn uniformly from the cube of half side \`spread\` around the origin, the points around each centre from the normal law with standard deviation \`sd\` in each coordinate. Classes take turns, so that their sizes differ by at most one. ${splitAbout}`,
  source: 'after `make_blobs` of scikit-learn',
  version: 1,
  parameters: [
    countParameter,
    {
      name: 'classes',
      about: 'number of clusters',
      type: { kind: 'number', unit: 'count', whole: true, min: 1 },
      default: 3,
    },
    {
      name: 'features',
      about: 'dimension of the space',
      type: { kind: 'number', unit: 'count', whole: true, min: 1 },
      default: 2,
    },
    {
      name: 'sd',
      about: 'standard deviation of a cluster',
      type: { kind: 'number', unit: 'distance', min: 0 },
      default: 1,
    },
    {
      name: 'spread',
      about: 'half side of the cube of the centres',
      type: { kind: 'number', unit: 'distance', min: 0 },
      default: 10,
    },
    ...splitParameters,
  ],
  example: 'blobs(count = 300, classes = 3, test = 25%)',
  describe: (settings) =>
    labelled({ is: 'blobs', ...settings }, [settings.features as number], settings.classes as number),
};
