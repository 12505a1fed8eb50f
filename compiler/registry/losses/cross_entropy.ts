import { type LossRecord, oneOutputPerClass } from './loss.ts';

/** Softmax cross-entropy. */
export const crossEntropy: LossRecord = {
  kind: 'loss',
  name: 'cross_entropy',
  summary: 'Softmax cross-entropy with the label, in nats',
  about: [
    'The mean over the batch of `-Σ q log(softmax(outputs))`, where the target `q` is 1 at the label. Label smoothing `s`',
    'takes `s` of that and spreads it over all classes: `q = (1 - s) · one_hot + s / classes`.',
  ].join(' '),
  source: 'label smoothing as in Szegedy et al. 2016, section 7',
  version: 1,
  parameters: [
    {
      name: 'label_smoothing',
      about: 'share of the target that is spread over all classes',
      type: { kind: 'number', unit: 'probability', min: 0, max: 1 },
      default: 0,
    },
  ],
  example: 'cross_entropy(label_smoothing = 0.1)',
  refuses: oneOutputPerClass,
  lower: (build, outputs, labels, { label_smoothing }) => {
    const smoothing = label_smoothing as number;
    const classes = build.shape(outputs)[2];
    const sharp = build.scale(build.oneHot(labels, classes), 1 - smoothing);
    const target = build.shift(sharp, smoothing / classes);
    const likelihood = build.sum(build.mul(target, build.logSoftmax(outputs)), [2]);
    return build.neg(build.mean(likelihood, [1]));
  },
};
