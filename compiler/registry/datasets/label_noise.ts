import { refused } from '../construct.ts';
import type { DatasetRecord } from './dataset.ts';
import { ofParameter, original } from './derived.ts';
import { share } from './split.ts';

/** Another data set with wrong labels. */
export const labelNoise: DatasetRecord = {
  name: 'label_noise',
  kind: 'dataset',
  summary: 'Another data set with some labels replaced by wrong ones',
  about:
    'A `share` of the examples, rounded to whole ones and drawn by the seed of the experiment, gets another class instead of its own, each of the others equally likely. Only examples of the part `train` (or of all, where there is no such part) get wrong labels, so that accuracy is measured against right ones; with `everywhere`, the same share of each other part as well.',
  source: 'after Zhang, Bengio, Hardt, Recht & Vinyals 2017, arXiv 1611.03530: partially corrupted labels',
  version: 1,
  usesParts: true,
  parameters: [
    ofParameter,
    { name: 'share', about: 'share of labels that are wrong', type: share },
    {
      name: 'everywhere',
      about: 'whether validation and test get wrong labels, too',
      type: { kind: 'truth' },
      default: false,
    },
  ],
  example: 'label_noise(images, share = 10%)',
  describe: (settings, known) => {
    const spec = original('label_noise', settings, known);
    if (refused(spec)) return spec;
    if (spec.classes === undefined || spec.classes < 2)
      return {
        refused: 'label_noise needs a data set with two classes or more',
        help: 'name one with labels, such as `two_moons()`',
      };
    return { ...spec, source: { is: 'label_noise', ...settings } };
  },
};
