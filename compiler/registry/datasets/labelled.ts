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

/** The description of one without labels, so that nothing can be dealt by classes. */
export function unlabelled(source: Construct, shape: readonly number[], count: number): DataSpec | Refusal {
  if (source.stratified)
    return {
      refused: 'without labels, examples cannot be dealt by classes',
      help: 'say where the labels are, or leave `stratified` out',
    };
  const parts = splitParts(count, settingsOf(source));
  return refused(parts) ? parts : { source, shape, parts };
}
