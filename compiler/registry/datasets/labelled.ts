import type { Construct, DataSpec } from '../../plan/plan.ts';
import { type Refusal, refused, settingsOf } from '../construct.ts';
import { splitParts } from './split.ts';

/** The description of a data set with labels and the parameters of `split.ts`. */
export function labelled(
  source: Construct,
  shape: readonly number[],
  classes: number,
  count = source.count as number,
): DataSpec | Refusal {
  const parts = splitParts(count, settingsOf(source));
  return refused(parts) ? parts : { source, shape, classes, parts };
}
