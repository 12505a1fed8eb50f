import type { DatasetRecord } from './dataset.ts';
import { labelled } from './labelled.ts';
import { countParameter } from './parameters.ts';
import { splitAbout, splitParameters } from './split.ts';

/** Noise without any structure. */
export const gaussianPoints: DatasetRecord = {
  name: 'gaussian_points',
  kind: 'dataset',
  summary: 'Normal noise around the origin, with labels that say nothing about it',
  about: `Each coordinate is drawn from the normal law with mean 0 and standard deviation \`sd\`. Classes take turns, whatever the points are, so that a network can only learn them by heart. ${splitAbout}`,
  source: 'after Zhang, Bengio, Hardt, Recht & Vinyals 2017, arXiv 1611.03530: Gaussian inputs',
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
      name: 'sd',
      about: 'standard deviation in each coordinate',
      type: { kind: 'number', unit: 'distance', min: 0 },
      default: 1,
    },
    {
      name: 'classes',
      about: 'number of classes',
      type: { kind: 'number', unit: 'count', whole: true, min: 1, max: 1000 },
      default: 2,
    },
    ...splitParameters,
  ],
  example: 'gaussian_points(count = 200, features = 10)',
  describe: (settings) =>
    labelled(
      { is: 'gaussian_points', ...settings },
      [settings.features as number],
      settings.classes as number,
    ),
};
