import { type StatisticRecord, sameUnit } from './statistic.ts';

/** Standard deviation of the numbers. */
export const sd: StatisticRecord = {
  name: 'sd',
  kind: 'statistic',
  summary: 'Standard deviation of the numbers',
  about: 'Root of the sum of squared differences from the mean over `n − 1`; needs two numbers.',
  version: 1,
  parameters: [],
  example: 'sd(nearest, over = sample)',
  unit: sameUnit,
};
