import { rule, source, type TrendRecord } from './trend.ts';

/** A quantity that rises. */
export const risesWith: TrendRecord = {
  name: 'rises_with',
  kind: 'trend',
  summary: 'The quantity rises along an axis of numbers or an index',
  about: rule,
  source,
  version: 1,
  parameters: [],
  example: 'rises_with(density, along = layer)',
  relation: '>',
};
