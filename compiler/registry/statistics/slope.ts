import { type StatisticRecord, sameUnit } from './statistic.ts';

/** Change from one value to the next. */
export const slope: StatisticRecord = {
  name: 'slope',
  kind: 'statistic',
  summary: 'Mean change from one value of an axis or index to the next',
  about: [
    'The least-squares slope of the numbers against their places 0, 1, 2, … in the order of the values of `along`: an axis',
    'whose arms are numbers, or an index such as `step`, `layer` or `radius`. Places and not the values themselves, so',
    'that `[1, 10, 100]` is a trend of three equal steps. Within each replicate; the claim compares replicates.',
  ].join(' '),
  source:
    'Linear contrast of ordered means with equal spacing; slopes first, then their mean: Matthews et al. 1990, "Analysis of serial measurements in medical research"',
  version: 1,
  parameters: [],
  example: 'slope(density, along = layer)',
  ordered: true,
  unit: sameUnit,
};
