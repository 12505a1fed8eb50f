import type { DataRef, Plan } from '../../compiler/plan/plan.ts';
import type { Dataset } from '../data/dataset.ts';
import { loadData } from '../data/load.ts';

/** Examples that something is measured or trained on. */
export interface Points {
  readonly count: number;
  /** [count][numbers of one example] */
  readonly inputs: Float64Array;
  /** Class of each example, where the data set has classes. */
  readonly labels?: Int32Array;
}

/** Finds the examples of a part of a data set. */
export type FindPoints = (ref: DataRef) => Points;

/** The data of one plan as one replicate sees them. */
interface Opened {
  readonly dataset: (name: string) => Dataset;
  readonly find: FindPoints;
}

const opened = new WeakMap<Plan, (replicate: number | undefined) => Opened>();

/**
 * The data of a plan as a replicate sees them; each set is read or made when it is first asked for, once a
 * process, or once a replicate where each has its own split.
 */
export function pointsOf(plan: Plan, replicate: number): FindPoints {
  return open(plan, replicate).find;
}

/** Places of a part's examples in the whole data set, in rising order, as a replicate sees it. */
export function rowsOf(plan: Plan, replicate: number, { data, part }: DataRef): Int32Array {
  return open(plan, replicate).dataset(data).parts[part];
}

function open(plan: Plan, replicate: number): Opened {
  if (!opened.has(plan))
    opened.set(
      plan,
      remember((own) => openFor(plan, own)),
    );
  return opened.get(plan)!(plan.split === undefined ? undefined : replicate);
}

function openFor(plan: Plan, replicate: number | undefined): Opened {
  const dataset = remember(
    (name: string): Dataset => loadData(plan.data[name], plan.seed, dataset, replicate),
  );
  const part = remember((name: string) => {
    const dot = name.lastIndexOf('.');
    return select(dataset(name.slice(0, dot)), name.slice(dot + 1));
  });
  return { dataset, find: (ref) => part(`${ref.data}.${ref.part}`) };
}

/** The examples that normalizations take their statistics from: the training part of what flows in. */
export function statisticsPart({ data }: DataRef, plan: Plan): DataRef {
  return { data, part: 'train' in plan.data[data].parts ? 'train' : 'all' };
}

function remember<K, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key)!;
  };
}

/** The examples of a part, in place where they stand side by side, as those of published test parts do. */
function select({ inputs, labels, parts }: Dataset, part: string): Points {
  const count = parts.all.length;
  const rows = parts[part];
  const [first, last] = [rows[0], rows[rows.length - 1]];
  if (last - first !== rows.length - 1) return examplesOf({ count, inputs, labels }, rows);
  const size = inputs.length / count;
  return {
    count: rows.length,
    inputs: inputs.subarray(first * size, (last + 1) * size),
    labels: labels?.subarray(first, last + 1),
  };
}

/** Some examples, by their places. */
export function examplesOf({ count, inputs, labels }: Points, rows: Int32Array): Points {
  const size = inputs.length / count;
  const chosen = new Float64Array(rows.length * size);
  rows.forEach((row, i) => {
    chosen.set(inputs.subarray(row * size, (row + 1) * size), i * size);
  });
  return { count: rows.length, inputs: chosen, labels: labels && rows.map((row) => labels[row]) };
}
