import type { Loader } from './dataset.ts';
import { only, original } from './derived.ts';
import { evenly } from './split.ts';

/** The other data set with fewer examples in the part that is trained on; examples keep their order. */
export const take: Loader = (settings, need) => {
  const dataset = original(settings, need);
  const { all, ...parts } = dataset.parts;
  const name = 'train' in parts ? 'train' : 'all';
  const from = dataset.parts[name];
  const count = settings.count as number;
  const order = need
    .draw('take')
    .permutation(from.length)
    .map((place) => from[place]);
  const first = settings.stratified ? evenly(order, count, dataset.labels!) : order;
  const kept = first.slice(0, count).sort();
  if (name === 'all') return only(dataset, { all: kept });
  const others = Object.entries(parts).filter(([part]) => part !== name);
  const everything = Int32Array.from([...kept, ...others.flatMap(([, part]) => [...part])]).sort();
  return only(dataset, { all: everything, ...Object.fromEntries(others), [name]: kept });
};
