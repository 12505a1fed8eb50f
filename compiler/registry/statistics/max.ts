import { type StatisticRecord, sameUnit } from './statistic.ts';

/** Largest of the numbers. */
export const max: StatisticRecord = {
  name: 'max',
  kind: 'statistic',
  summary: 'Largest of the numbers',
  about: 'The largest; not a number (NaN) as soon as one of them is.',
  version: 1,
  parameters: [],
  example: 'max(off_centre, over = layer)',
  unit: sameUnit,
};
