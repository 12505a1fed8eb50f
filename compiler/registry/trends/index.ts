import { fallsWith } from './falls_with.ts';
import { risesWith } from './rises_with.ts';
import type { TrendRecord } from './trend.ts';

/** What may be claimed of a quantity along an axis or index, by the name that an author writes. */
export const trends = {
  falls_with: fallsWith,
  rises_with: risesWith,
} as const satisfies Record<string, TrendRecord>;

export type TrendName = keyof typeof trends;
