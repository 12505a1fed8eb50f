import type { Construct } from '../../compiler/plan/plan.ts';
import type { Settings } from '../../compiler/registry/construct.ts';
import type { Dataset, LoaderNeeds, Parts } from './dataset.ts';

/** Examples by their places, with parts that are places among them. */
export interface Dealt extends Pick<Dataset, 'inputs' | 'labels'> {
  readonly parts: Parts;
}

/** The data set that another one is made of; where it is one part, that part alone, as `all`. */
export function original({ of }: Settings, { other }: LoaderNeeds): Dealt {
  const { name, part } = of as Construct;
  const dataset = other(name as string);
  return part === 'all' ? dataset : only(dataset, { all: dataset.parts[part as string] });
}

/** The examples at the places in `all`, in that order, each part by its places among these. */
export function only({ inputs, labels, parts: { all: have } }: Dealt, { all, ...rest }: Parts): Dealt {
  const size = inputs.length / have.length;
  const kept = new Float64Array(all.length * size);
  const places = new Int32Array(have.length);
  all.forEach((example, i) => {
    kept.set(inputs.subarray(example * size, (example + 1) * size), i * size);
    places[example] = i;
  });
  const parts = Object.entries(rest).map(([name, part]) => [name, part.map((example) => places[example])]);
  return {
    inputs: kept,
    labels: labels && all.map((example) => labels[example]),
    parts: { all: all.map((_, i) => i), ...Object.fromEntries(parts) },
  };
}
