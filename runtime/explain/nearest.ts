import type { LeafChange } from '../../compiler/plan/leaves.ts';
import type { Construct, Step } from '../../compiler/plan/plan.ts';
import type { ReadRecord, StoredRecord } from '../store/record.ts';
import { changesBetween } from './reasons.ts';

/** A record and how a step differs from it. */
export interface Nearest {
  readonly record: StoredRecord;
  readonly changes: readonly LeafChange[];
}

/**
 * The sealed record of the same kind that differs from a step in the fewest leaves. A measurement is compared
 * together with its training; `trainingOf` gives the preimage of a training by its key.
 */
export function nearestRecord(
  step: Step,
  keys: Iterable<string>,
  read: ReadRecord,
  trainingOf: (key: string) => Construct | undefined,
): Nearest | undefined {
  const whole = withTraining(step.preimage, trainingOf);
  let nearest: Nearest | undefined;
  for (const key of keys) {
    if (key === step.key) continue;
    const record = read(key);
    if (!record || record.outcome === 'failed' || !isAlike(record.preimage, step.preimage)) continue;
    const changes = changesBetween(withTraining(record.preimage, trainingOf), whole);
    if (!nearest || changes.length < nearest.changes.length) nearest = { record, changes };
  }
  return nearest;
}

/** Trainings are alike, and measurements of the same name. */
function isAlike(one: Construct, other: Construct): boolean {
  const name = ({ value }: Construct) => (value as Construct | undefined)?.is.split('@')[0];
  return one.is === other.is && name(one) === name(other);
}

/** A measurement's preimage with that of its training in place of the key. */
export function withTraining(
  preimage: Construct,
  trainingOf: (key: string) => Construct | undefined,
): Construct {
  const { after, ...rest } = preimage;
  const training = typeof after === 'string' ? trainingOf(after) : undefined;
  return training ? { ...rest, is: preimage.is, training } : preimage;
}
