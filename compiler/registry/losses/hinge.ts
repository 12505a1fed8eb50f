import { type LossRecord, oneOutputPerClass } from './loss.ts';

/** Sum of hinges over the wrong classes. */
export const hinge: LossRecord = {
  kind: 'loss',
  name: 'hinge',
  summary: 'How far the outputs of wrong classes come near that of the label, beyond a margin',
  about: [
    'The mean over the batch of `Σ max(0, margin - (f_y - f_j))` over the classes `j` other than the label `y`: the multi-class hinge',
    'of Weston and Watkins, in which every wrong class counts (that of Crammer and Singer takes the largest alone). Divide the rate',
    "by the number of classes to compare with PyTorch's `MultiMarginLoss`, which is the sum over the number of classes.",
  ].join(' '),
  source: 'Weston & Watkins 1999, as in Doğan, Glasmachers & Igel 2016, table 1',
  version: 1,
  parameters: [
    {
      name: 'margin',
      about: 'by how much the output of the label should be larger than every other',
      type: { kind: 'number', unit: 'one', min: 0 },
      default: 1,
    },
  ],
  example: 'hinge(margin = 1)',
  refuses: oneOutputPerClass,
  lower: (build, outputs, labels, { margin }) => {
    const own = build.oneHot(labels, build.shape(outputs)[2]);
    const labelled = build.sum(build.mul(own, outputs), [2], { keepDims: true });
    const short = build.leakyRelu(build.shift(build.sub(outputs, labelled), margin as number), 0);
    const wrong = build.mul(short, build.sub(build.constant(1), own));
    return build.mean(build.sum(wrong, [2]), [1]);
  },
};
