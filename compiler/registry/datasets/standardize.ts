import { refused } from '../construct.ts';
import type { DatasetRecord } from './dataset.ts';
import { ofParameter, original } from './derived.ts';

/** Another data set on a common scale. */
export const standardize: DatasetRecord = {
  name: 'standardize',
  kind: 'dataset',
  summary: 'Another data set with mean 0 and standard deviation 1',
  about:
    'Each feature of a vector, or each channel of an image over all its places, has its mean subtracted and is divided by its standard deviation (with the number of values, not one less). Both are those of the part `train` alone, or of all examples where there is no such part, computed in double precision; the other parts are moved and scaled by the same numbers. What is constant there is only moved.',
  source: 'our own; statistics of the training part only, so that nothing is known of the test part',
  version: 1,
  usesParts: true,
  parameters: [ofParameter],
  example: 'standardize(images)',
  describe: (settings, known) => {
    const spec = original('standardize', settings, known);
    return refused(spec) ? spec : { ...spec, source: { is: 'standardize', ...settings } };
  },
};
