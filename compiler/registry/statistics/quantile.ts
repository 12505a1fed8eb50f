import { type StatisticRecord, sameUnit } from './statistic.ts';

/** The number that a given share of the numbers does not exceed. */
export const quantile: StatisticRecord = {
  name: 'quantile',
  kind: 'statistic',
  summary: 'The number that a given share of the numbers does not exceed',
  about:
    'In order of size, the number at place `share × (n − 1)` counted from 0, on the straight line between its two neighbours.',
  source: 'Hyndman & Fan 1996, definition 7; the default of NumPy and R',
  version: 1,
  parameters: [
    {
      name: 'share',
      about: '`10%` for the lowest tenth',
      type: { kind: 'number', unit: 'probability', min: 0, max: 1 },
    },
  ],
  example: 'quantile(nearest, 10%, over = sample)',
  unit: sameUnit,
};
