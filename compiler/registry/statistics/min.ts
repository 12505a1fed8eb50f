import { type StatisticRecord, sameUnit } from './statistic.ts';

/** Smallest of the numbers. */
export const min: StatisticRecord = {
  name: 'min',
  kind: 'statistic',
  summary: 'Smallest of the numbers',
  about: 'The smallest; not a number (NaN) as soon as one of them is.',
  version: 1,
  parameters: [],
  example: 'min(nearest, over = sample)',
  unit: sameUnit,
};
