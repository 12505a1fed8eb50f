import { type StatisticRecord, sameUnit } from './statistic.ts';

/** Mean height of a curve. */
export const areaUnder: StatisticRecord = {
  name: 'area_under',
  kind: 'statistic',
  summary: 'Area under a curve, divided by its length',
  about:
    'By the trapezoidal rule along the values of the index, which need not be evenly spaced. Divided by their range, so that it is the mean height of the curve, in the unit of the curve.',
  version: 1,
  parameters: [],
  example: 'area_under(curve)',
  ordered: true,
  unit: sameUnit,
};
