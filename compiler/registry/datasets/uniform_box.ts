import type { Construct } from '../../plan/plan.ts';
import type { DatasetRecord } from './dataset.ts';
import { countParameter } from './parameters.ts';

/** Points anywhere around another data set. */
export const uniformBox: DatasetRecord = {
  name: 'uniform_box',
  kind: 'dataset',
  summary: 'Points spread evenly over the bounding box of another data set',
  about:
    'Drawn uniformly from the smallest box with sides along the axes that holds the other data set, grown at each end of each side by `margin` times its length. They say what holds anywhere, to compare with what holds near the data.',
  source: 'our own; the control of every statement about density near data',
  version: 1,
  parameters: [
    countParameter,
    { name: 'around', about: 'the other data set, or a part of it', type: { kind: 'points' } },
    {
      name: 'margin',
      about: 'growth at each end of a side, as a share of its length',
      type: { kind: 'number', unit: 'probability', min: 0 },
      default: 0.1,
    },
  ],
  example: 'uniform_box(count = 200, around = points)',
  describe: (settings, { other }) => {
    const { name } = settings.around as Construct;
    const spec = other(name as string);
    if (!spec)
      return {
        refused: `uniform_box is drawn around ${name}, but no data set of that name comes before it`,
        help: `declare ${name} first`,
      };
    return {
      source: { is: 'uniform_box', ...settings },
      shape: spec.shape,
      parts: { all: settings.count as number },
    };
  },
};
