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

const opened = new WeakMap<Plan, FindPoints>();

/** The data of a plan; each set is read or made when it is first asked for, once a process. */
export function pointsOf(plan: Plan): FindPoints {
  const known = opened.get(plan);
  if (known !== undefined) return known;
  const dataset = remember((name: string): Dataset => loadData(plan.data[name], plan.seed, dataset));
  const part = remember((name: string) => {
    const dot = name.lastIndexOf('.');
    return select(dataset(name.slice(0, dot)), name.slice(dot + 1));
  });
  const find: FindPoints = (ref) => part(`${ref.data}.${ref.part}`);
  opened.set(plan, find);
  return find;
}

/** The examples that normalizations take their statistics from: the training part of what flows in. */
export function statisticsPart({ data }: DataRef, plan: Plan): DataRef {
  return { data, part: 'train' in plan.data[data].parts ? 'train' : 'all' };
}

function remember<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    if (!made.has(name)) made.set(name, make(name));
    return made.get(name)!;
  };
}

function select({ inputs, labels, parts }: Dataset, part: string): Points {
  const rows = parts[part];
  const size = inputs.length / parts.all.length;
  const chosen = new Float64Array(rows.length * size);
  rows.forEach((row, i) => {
    chosen.set(inputs.subarray(row * size, (row + 1) * size), i * size);
  });
  return { count: rows.length, inputs: chosen, labels: labels && rows.map((row) => labels[row]) };
}
