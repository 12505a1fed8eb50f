import { type StatisticRecord, sameUnit } from './statistic.ts';

/** Mean of the numbers. */
export const mean: StatisticRecord = {
  name: 'mean',
  kind: 'statistic',
  summary: 'Mean of the numbers',
  about: 'Their sum over how many there are. Not a number (NaN) as soon as one of them is.',
  version: 1,
  parameters: [],
  example: 'mean(nearest, over = sample)',
  unit: sameUnit,
};
