import { rule, source, type TrendRecord } from './trend.ts';

/** A quantity that falls. */
export const fallsWith: TrendRecord = {
  name: 'falls_with',
  kind: 'trend',
  summary: 'The quantity falls along an axis of numbers or an index',
  about: rule,
  source,
  version: 1,
  parameters: [],
  example: 'falls_with(density, along = layer)',
  relation: '<',
};
