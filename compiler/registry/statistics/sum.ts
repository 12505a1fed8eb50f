import type { StatisticRecord } from './statistic.ts';

/** Sum of the numbers. */
export const sum: StatisticRecord = {
  name: 'sum',
  kind: 'statistic',
  summary: 'Sum of the numbers',
  about: 'All of them added up. The sum of probabilities is a plain number.',
  version: 1,
  parameters: [],
  example: 'sum(density, over = layer)',
  unit: (of) => (of === 'probability' ? 'one' : of),
};
