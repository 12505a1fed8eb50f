import { type LossRecord, oneOutputPerClass } from './loss.ts';

/** Squared difference from the one-hot label. */
export const meanSquaredError: LossRecord = {
  kind: 'loss',
  name: 'mean_squared_error',
  summary: 'Mean squared difference between the outputs and the one-hot label',
  about:
    'The mean over the batch and over the classes of `(output - one_hot)²`. The outputs are used as they are, without softmax.',
  source: 'compare Hui & Belkin 2021, which adds weights for many classes',
  version: 1,
  parameters: [],
  example: 'mean_squared_error()',
  refuses: oneOutputPerClass,
  lower: (build, outputs, labels) => {
    const target = build.oneHot(labels, build.shape(outputs)[2]);
    return build.mean(build.square(build.sub(outputs, target)), [1, 2]);
  },
};
