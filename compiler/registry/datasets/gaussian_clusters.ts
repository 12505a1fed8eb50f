import type { DatasetRecord } from './dataset.ts';
import { labelled } from './labelled.ts';
import { countParameter } from './parameters.ts';
import { splitAbout, splitParameters } from './split.ts';

/** Normal clusters whose centres are given. */
export const gaussianClusters: DatasetRecord = {
  name: 'gaussian_clusters',
  kind: 'dataset',
  summary: 'Normal clusters at equal distances from one another, in any number of dimensions',
  about: [
    'The centres are the corners of a regular simplex with edges of length `separation` around the origin; those of two clusters lie on the first axis, at ± half of it.',
    'Points are drawn around each centre from the normal law with standard deviation `sd` in each coordinate. Classes take turns, so that their sizes differ by at most one.',
    'With `centred`, each cluster is then moved so that its mean is its centre exactly.',
    'With `radius`, each cluster is shrunk towards its centre just until no point is farther from it than that.',
    'The theorems on separation ask for both.',
    splitAbout,
  ].join(' '),
  source: 'Riedi, Balestriero & Baraniuk 2026, theorems 2 and 3 on the separation of clusters',
  version: 1,
  parameters: [
    countParameter,
    {
      name: 'features',
      about: 'dimension of the space',
      type: { kind: 'number', unit: 'count', whole: true, min: 1, max: 100_000 },
      default: 2,
    },
    {
      name: 'classes',
      about: 'number of clusters, at most one more than there are features',
      type: { kind: 'number', unit: 'count', whole: true, min: 1, max: 1000 },
      default: 2,
    },
    {
      name: 'separation',
      about: 'distance between any two centres',
      type: { kind: 'number', unit: 'distance', min: 0 },
      default: 4,
    },
    {
      name: 'sd',
      about: 'standard deviation of a cluster in each coordinate',
      type: { kind: 'number', unit: 'distance', min: 0 },
      default: 1,
    },
    {
      name: 'radius',
      about: 'largest distance of a point from its centre; 0 for no bound',
      type: { kind: 'number', unit: 'distance', min: 0 },
      default: 0,
    },
    {
      name: 'centred',
      about: 'whether the mean of each cluster is its centre',
      type: { kind: 'truth' },
      default: false,
    },
    ...splitParameters,
  ],
  example: 'gaussian_clusters(count = 40, features = 50, separation = 8, radius = 1, centred = true)',
  describe: (settings) => {
    const { features, classes } = settings as Record<string, number>;
    if (classes > features + 1)
      return {
        refused: `${classes} points at equal distances from one another need ${classes - 1} dimensions, but there are ${features}`,
        help: `write \`features = ${classes - 1}\` or more, or take \`blobs()\`, whose centres stand anywhere`,
      };
    return labelled({ is: 'gaussian_clusters', ...settings }, [features], classes);
  },
};
