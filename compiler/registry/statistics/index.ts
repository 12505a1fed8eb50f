import { areaUnder } from './area_under.ts';
import { max } from './max.ts';
import { mean } from './mean.ts';
import { meanOfLast } from './mean_of_last.ts';
import { median } from './median.ts';
import { min } from './min.ts';
import { quantile } from './quantile.ts';
import { sd } from './sd.ts';
import { slope } from './slope.ts';
import type { StatisticRecord } from './statistic.ts';
import { stepsTo } from './steps_to.ts';
import { sum } from './sum.ts';

/** What may stand around a measurement in a claim, by the name that an author writes. */
export const statistics = {
  area_under: areaUnder,
  max,
  mean,
  mean_of_last: meanOfLast,
  median,
  min,
  quantile,
  sd,
  slope,
  steps_to: stepsTo,
  sum,
} as const satisfies Record<string, StatisticRecord>;

export type StatisticName = keyof typeof statistics;
