import { type StatisticRecord, sameUnit } from './statistic.ts';

/** Middle of the numbers. */
export const median: StatisticRecord = {
  name: 'median',
  kind: 'statistic',
  summary: 'Middle of the numbers',
  about: 'The middle one in order of size, or the mean of the two middle ones.',
  version: 1,
  parameters: [],
  example: 'median(nearest, over = sample)',
  unit: sameUnit,
};
