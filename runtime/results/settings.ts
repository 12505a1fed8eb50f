import type { Plan, Setting, Variant } from '../../compiler/plan/plan.ts';
import type { Results } from '../../compiler/plan/results.ts';
import { textOf } from './text.ts';

type Leaf = Results['settings'][number];

/** The resolved settings of an experiment, every default written out, one leaf a row. */
export function settingsOfPlan(plan: Plan): readonly Leaf[] {
  const { profile, seed, replicates, split, axes, data, measurements, variants } = plan;
  return [
    ...leaves('', { profile, seed, replicates, ...(split && { split }) }),
    ...axes.flatMap(({ name, arms, tuned }) => [
      ...arms.map((arm) => ({
        path: `${tuned ? 'tune' : 'axes'}.${name}.${arm.name}`,
        value: arm.text,
      })),
      ...(tuned
        ? leaves(`tune.${name}`, { by: textOf(measurements[tuned.measurement].value), best: tuned.best })
        : []),
    ]),
    ...Object.entries(data).flatMap(([name, { source }]) => leaves(`data.${name}`, source)),
    ...variantLeaves(plan, variants.map(settingsOfVariant)),
    ...Object.entries(measurements).flatMap(([name, { value, at, by }]) => [
      ...leaves(`measure.${name}`, value),
      ...leaves(`measure.${name}`, { at: at.map(momentText), by }),
    ]),
  ];
}

const momentText = (moment: string | { readonly every: number }) =>
  typeof moment === 'string' ? moment : `every ${moment.every} steps`;

function settingsOfVariant({ network, training }: Variant): Map<string, string> {
  const input = { is: 'data', name: network.input.data, part: network.input.part };
  const rows = [
    ...leaves('network.input', input),
    ...network.layers.flatMap(({ layer }, i) => leaves(`network.layers[${i}]`, layer)),
  ];
  if (training !== undefined) {
    const { data, loss, optimizer, schedule, batch, rest, epochs, steps } = training;
    rows.push(
      ...leaves('train.data', { is: 'data', name: data.data, part: data.part }),
      ...leaves('train.loss', loss),
      ...leaves('train.optimizer', optimizer),
      ...(schedule ? leaves('train.schedule', schedule) : []),
      ...leaves('train', { batch, ...(rest !== undefined && { partial: 'keep' }), epochs, steps }),
    );
  }
  return new Map(rows.map(({ path, value }) => [path, value]));
}

const byNumberThenName = new Intl.Collator('en', { numeric: true }).compare;

/** One row where all variants agree; else one for each arm of the axis that decides, or for each variant. */
function variantLeaves({ axes, variants }: Plan, settings: readonly Map<string, string>[]): Leaf[] {
  const paths = [...new Set(settings.flatMap((own) => [...own.keys()]))].sort(byNumberThenName);
  return paths.flatMap((path) => {
    const rowsBy = (nameOf: (variant: Variant) => string): Leaf[] | undefined => {
      const values = Map.groupBy(settings.keys(), (v) => nameOf(variants[v]));
      const rows = [...values].map(([name, own]) => ({
        name,
        values: new Set(own.map((v) => settings[v].get(path))),
      }));
      if (rows.some((row) => row.values.size > 1)) return undefined;
      return rows.flatMap((row) => {
        const [value] = row.values;
        return value === undefined ? [] : [{ path: `${path}${row.name}`, value }];
      });
    };
    const decided = axes.map(
      ({ name }) =>
        (variant: Variant) =>
          ` [${name}=${variant.arms[name]}]`,
    );
    const ways = [() => '', ...decided, (variant: Variant) => ` [${variant.id}]`];
    return ways.map(rowsBy).find((rows) => rows !== undefined) ?? [];
  });
}

/** A construct is its name, and below it its settings. */
function leaves(path: string, value: Setting | Readonly<Record<string, Setting>>): Leaf[] {
  const below = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ path, value: textOf(value as Setting) }];
  const { is, ...settings } = value as { is?: string; [name: string]: Setting | undefined };
  if (is === 'data') return [{ path, value: textOf(value as Setting) }];
  return [
    ...(is === undefined ? [] : [{ path, value: is }]),
    ...Object.entries(settings).flatMap(([name, setting]) => leaves(below(name), setting!)),
  ];
}
