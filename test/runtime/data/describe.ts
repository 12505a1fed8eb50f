import { dirname } from 'node:path';
import type { Construct, DataSpec } from '../../../compiler/plan/plan.ts';
import { refused, settingsOf } from '../../../compiler/registry/construct.ts';
import { type DatasetName, datasets } from '../../../compiler/registry/datasets/index.ts';
import type { Dataset } from '../../../runtime/data/dataset.ts';
import { dataFacts } from '../../../runtime/data/facts.ts';
import { loadData } from '../../../runtime/data/load.ts';

/** `construct` with the defaults of its record, as the compiler fills them in. */
export function withDefaults(construct: Construct): Construct {
  const { parameters } = datasets[construct.is as DatasetName];
  const defaults = parameters.flatMap((p) => (p.default === undefined ? [] : [[p.name, p.default]]));
  return { ...Object.fromEntries(defaults), ...construct };
}

/** What its record says of `construct`; data files are looked up as the compiler is told of them. */
export function describeData(construct: Construct, others: Record<string, DataSpec> = {}) {
  const record = datasets[construct.is as DatasetName];
  return record.describe(settingsOf(withDefaults(construct)), {
    other: (name) => others[name],
    file: (path, form) => {
      const facts = dataFacts({ file: path, form }, `${dirname(path)}/any.crease.yaml`);
      if ('problem' in facts) throw new Error(facts.problem);
      return { path, facts };
    },
  });
}

/** The data set of `construct`, loaded as a run does. */
export function load(construct: Construct, seed = 1, others: Record<string, Dataset> = {}): Dataset {
  const specs = Object.entries(others).map(([name, { shape, classes, parts }]) => [
    name,
    { source: { is: 'arc' }, shape, classes, parts: sizesOf(parts) },
  ]);
  const spec = describeData(construct, Object.fromEntries(specs));
  if (spec === undefined || refused(spec)) throw new Error(spec?.refused);
  return loadData(spec, seed, (name) => others[name]);
}

export const sizesOf = (parts: Dataset['parts']): Record<string, number> =>
  Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.length]));
