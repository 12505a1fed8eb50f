import { max } from './max.ts';
import { mean } from './mean.ts';
import { median } from './median.ts';
import { min } from './min.ts';
import { quantile } from './quantile.ts';
import { sd } from './sd.ts';
import type { StatisticRecord } from './statistic.ts';
import { sum } from './sum.ts';

/** What may stand around a measurement in a claim, by the name that an author writes. */
export const statistics = {
  max,
  mean,
  median,
  min,
  quantile,
  sd,
  sum,
} as const satisfies Record<string, StatisticRecord>;

export type StatisticName = keyof typeof statistics;
