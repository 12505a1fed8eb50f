import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { changedLeaves, type LeafChange } from '../../compiler/plan/leaves.ts';
import type { Construct, Plan, Step } from '../../compiler/plan/plan.ts';
import type { Pending } from '../pending.ts';
import type { ReadRecord, StoredRecord } from '../store/record.ts';
import { type KeysBefore, nameOfStep } from './previous.ts';

/** Why a step is to be run. */
export type Reason =
  | { readonly kind: 'new' }
  /** Its inputs differ from those of the record that its cell had; `record` is that one's key. */
  | { readonly kind: 'changed'; readonly record: string; readonly changes: readonly LeafChange[] }
  /** Its own inputs are the same, but its training runs again. */
  | { readonly kind: 'inherited' }
  /** It was run, and what was sealed is damaged. */
  | { readonly kind: 'damaged' }
  /** It exists, computed by another backend, library or number of threads. */
  | { readonly kind: 'other numerics'; readonly numerics: string };

export interface Explained {
  readonly step: Step;
  readonly reason: Reason;
}

/** What is known of the past of a plan. */
export interface Past {
  /** The folder of the store. */
  readonly folder: string;
  readonly read: ReadRecord;
  readonly before: KeysBefore;
  /** The same plan for other numerics of which the store has records. */
  readonly elsewhere: readonly { readonly numerics: string; readonly plan: Plan }[];
}

/** Why each of the missing steps is to be run. */
export function explainMissing({ missing }: Pending, past: Past): Explained[] {
  const damaged = damagedKeys(past.folder);
  const keys = new Set(missing.map(({ key }) => key));
  const others = past.elsewhere.map(({ numerics, plan }) => ({ numerics, keys: keysByName(plan) }));
  return missing.map((step) => {
    if (damaged.has(step.key)) return { step, reason: { kind: 'damaged' } };
    const other = others.find((each) => past.read(each.keys.get(nameInPlan(step)) ?? '')?.outcome === 'done');
    if (other) return { step, reason: { kind: 'other numerics', numerics: other.numerics } };
    const waits = step.kind === 'measure' && step.after !== undefined && keys.has(step.after);
    if (waits) return { step, reason: { kind: recordBefore(step, past) ? 'inherited' : 'new' } };
    return { step, reason: changeOf(step, past) };
  });
}

function changeOf(step: Step, past: Past): Reason {
  const record = recordBefore(step, past);
  if (!record) return { kind: 'new' };
  return { kind: 'changed', record: record.key, changes: changesBetween(record.preimage, step.preimage) };
}

/** What the store has of a step as it was in the last results; undefined where it was the same, or is not there. */
function recordBefore(step: Step, { read, before }: Past): StoredRecord | undefined {
  const key = before(step.cell, nameOfStep(step));
  return key === undefined || key === step.key ? undefined : read(key);
}

/** What differs between two preimages; keys of trainings are left to the trainings. */
export function changesBetween(before: Construct, after: Construct): LeafChange[] {
  return changedLeaves(before, after).filter(({ path }) => path !== 'after');
}

/** Keys of which a damaged record was moved aside. */
export function damagedKeys(folder: string): ReadonlySet<string> {
  const place = join(folder, 'damaged');
  return new Set(existsSync(place) ? readdirSync(place).map((name) => name.slice(0, 64)) : []);
}

const nameInPlan = (step: Step) => `${step.cell} ${nameOfStep(step)}`;
const keysByName = ({ steps }: Plan) => new Map(steps.map((step) => [nameInPlan(step), step.key]));
