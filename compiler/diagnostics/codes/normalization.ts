import { entry } from '../entry.ts';

/** CR053: normalizations and how a network is trained with them. */

export const ghostBatchesUneven = entry<{ layer: string; size: number; examples: number; what: string }>({
  code: 'CR0530',
  severity: 'error',
  title: 'Ghost batches of unequal size',
  message: ({ layer, size, examples, what }) =>
    `${layer}() takes its statistics over ${size} examples at a time, but ${what} has ${examples}`,
  help: ({ examples }) => `take a size that divides ${examples}`,
  why: 'A batch is dealt into ghost batches of one size, so that each has statistics of the same weight.',
});

export const tooFewForStatistics = entry<{ layer: string; size: number; examples: number }>({
  code: 'CR0531',
  severity: 'error',
  title: 'Statistics over more examples than there are',
  message: ({ layer, size, examples }) =>
    `${layer}() takes its statistics over ${size} examples, but there are ${examples} to train on`,
  help: ({ examples }) => `use at most ${examples}, which is all of them`,
  why: 'A step draws the examples that only statistics see from the training data, none of them twice.',
});

export const dropoutBeforeStatistics = entry<{ layer: string }>({
  code: 'CR0532',
  severity: 'warning',
  title: 'Dropout before batch statistics',
  message: ({ layer }) => `${layer}() takes the variance of what dropout() has made more spread out`,
  help: ({ layer }) => `put dropout() after the last ${layer}()`,
  why: 'Dropout widens what flows on in training and not in evaluation, so that a variance taken in training is wrong in evaluation, and one taken in evaluation is not what was trained with (Li et al. 2018, arXiv 1801.05134).',
});

export const coldStatistics = entry<{ layer: string; steps: number; kept: number }>({
  code: 'CR0533',
  severity: 'warning',
  title: 'Running statistics that are not there yet',
  message: ({ layer, steps, kept }) =>
    `${layer}() is evaluated by running statistics that after ${steps} steps are still ${kept} % of the 0 and 1 that they start at`,
  help: () => 'train longer, take a smaller `momentum`, or leave `evaluate = running` out',
  why: 'A running statistic keeps `momentum` to the power of the steps of its start: with 0.99 that takes 460 steps to fall below 1 %.',
});

export const neverFrozen = entry<{ layer: string; after: number; steps: number }>({
  code: 'CR0534',
  severity: 'warning',
  title: 'Statistics that never freeze',
  message: ({ layer, after, steps }) =>
    `the statistics of ${layer}() would freeze after ${after} steps, but the training has ${steps}`,
  help: () => 'train longer, or freeze them earlier',
  why: 'What is frozen after the last step was never used frozen, so that the setting says something that does not happen.',
});
