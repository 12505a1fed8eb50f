import type { Construct, DataSpec } from '../../../compiler/plan/plan.ts';
import { refused, settingsOf } from '../../../compiler/registry/construct.ts';
import { type DatasetName, datasets } from '../../../compiler/registry/datasets/index.ts';
import type { Dataset } from '../../../runtime/data/dataset.ts';
import { loadData } from '../../../runtime/data/load.ts';

/** `construct` with the defaults of its record, as the compiler fills them in. */
export function withDefaults(construct: Construct): Construct {
  const { parameters } = datasets[construct.is as DatasetName];
  const defaults = parameters.flatMap((p) => (p.default === undefined ? [] : [[p.name, p.default]]));
  return { ...Object.fromEntries(defaults), ...construct };
}

export function describeData(construct: Construct, others: Record<string, DataSpec> = {}) {
  const record = datasets[construct.is as DatasetName];
  return record.describe(settingsOf(withDefaults(construct)), (name) => others[name]);
}

/** The data set of `construct`, loaded as a run does. */
export function load(construct: Construct, seed = 1, others: Record<string, Dataset> = {}): Dataset {
  const specs = Object.entries(others).map(([name, { shape, parts }]) => [
    name,
    { source: { is: 'arc' }, shape, parts: { all: parts.all.length } },
  ]);
  const spec = describeData(construct, Object.fromEntries(specs));
  if (refused(spec)) throw new Error(spec.refused);
  return loadData(spec, seed, (name) => others[name]);
}
