import { type StatisticRecord, sameUnit } from './statistic.ts';

/** Where a curve ends, without the luck of its last step. */
export const meanOfLast: StatisticRecord = {
  name: 'mean_of_last',
  kind: 'statistic',
  summary: 'Mean of the last numbers of a curve',
  about:
    'The mean at the last `count` values of the index, of all where there are fewer. The last step alone is one draw of a noisy curve.',
  version: 1,
  parameters: [
    {
      name: 'count',
      about: 'how many of the last numbers',
      type: { kind: 'number', unit: 'count', whole: true, min: 1 },
    },
  ],
  example: 'mean_of_last(curve, 3)',
  ordered: true,
  unit: sameUnit,
};
