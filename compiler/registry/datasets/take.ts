import { refused } from '../construct.ts';
import type { DatasetRecord } from './dataset.ts';
import { ofParameter, original, trainingPart } from './derived.ts';
import { stratifiedParameter } from './split.ts';

/** Fewer examples of another data set. */
export const take: DatasetRecord = {
  name: 'take',
  kind: 'dataset',
  summary: 'Some examples of another data set, drawn at random',
  about:
    'Of a data set that is split, it keeps `count` examples of the part `train` and all of the other parts; of one that is not, or of a single part such as `images.test`, it keeps `count` examples. They are drawn by the seed of the experiment, and without `stratified`, fewer are always among more: `take(images, 100)` lies within `take(images, 500)`.',
  source: 'our own; for learning curves, and measurements that need few points',
  version: 1,
  usesParts: true,
  parameters: [
    ofParameter,
    {
      name: 'count',
      about: 'number of examples that are kept',
      type: { kind: 'number', unit: 'count', whole: true, min: 1 },
    },
    {
      ...stratifiedParameter,
      about: 'whether the classes keep their proportions, as far as whole examples allow',
    },
  ],
  example: 'take(images, 500)',
  describe: (settings, known) => {
    const spec = original('take', settings, known);
    if (refused(spec)) return spec;
    const part = trainingPart(spec);
    const count = settings.count as number;
    const have = spec.parts[part];
    if (count > have)
      return {
        refused: `${count} examples are to be taken, but there are only ${have}${part === 'train' ? ' to train on' : ''}`,
        help: `take at most ${have}`,
      };
    const parts = { ...spec.parts, [part]: count, all: spec.parts.all - have + count };
    return { ...spec, source: { is: 'take', ...settings }, parts };
  },
};
