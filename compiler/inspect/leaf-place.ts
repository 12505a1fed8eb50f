import type { Source } from '../compile.ts';
import { applyProfile, applySets } from '../experiment/overrides.ts';
import { namesIn } from '../expression/names-in.ts';
import type { Variant } from '../plan/plan.ts';
import { readYaml } from '../source/read.ts';
import type { Span } from '../source/span.ts';
import { expressionOf, type Leaf, leavesOf, textOf } from './leaves.ts';

/** A value of an experiment file, to find where a leaf of a content key comes from. */
export interface WrittenValue {
  readonly path: string;
  readonly text: string;
  readonly span: Span;
  /** Names that it reads. */
  readonly names: ReadonlySet<string>;
}

/** Every value of an experiment by its path, with the overrides in it; empty where the file is no map. */
export function writtenValues(
  source: Source,
  { profile, set }: { readonly profile: string; readonly set: Readonly<Record<string, string>> },
): ReadonlyMap<string, WrittenValue> {
  const silent = () => {};
  const root = readYaml(source.file, source.text, silent);
  if (root?.kind !== 'map') return new Map();
  const leaves = leavesOf(applySets(applyProfile(root, profile, silent), set, silent));
  return new Map(leaves.map((leaf) => [leaf.path, written(leaf)]));
}

function written(leaf: Leaf): WrittenValue {
  return { path: leaf.path, text: textOf(leaf), span: leaf.node.span, names: namesIn(expressionOf(leaf)) };
}

/** Which cell and measurement a leaf belongs to. */
export interface LeafContext {
  readonly variant: Variant;
  readonly measurement?: string;
}

/**
 * The values that a leaf of a content key is made of, such as `training.optimizer.rate`: the section that it
 * stands in, and the data, lets and arms that this reads. Empty where it does not come from the file, as the
 * version of what computes it.
 */
export function valuesBehind(
  leaf: string,
  values: ReadonlyMap<string, WrittenValue>,
  context: LeafContext,
): readonly WrittenValue[] {
  const found = new Map<string, WrittenValue>();
  const visit = (path: string) => {
    for (const value of below(path, values)) {
      if (found.has(value.path)) continue;
      found.set(value.path, value);
      for (const name of value.names) for (const next of definitions(name, context.variant)) visit(next);
    }
  };
  for (const path of sectionsOf(leaf, values, context)) visit(path);
  return [...found.values()];
}

/** The values at a path and below it. */
function below(path: string, values: ReadonlyMap<string, WrittenValue>): WrittenValue[] {
  return [...values.values()].filter((value) => value.path === path || value.path.startsWith(`${path}.`));
}

const trained = /^(?:training\.)?(loss|optimizer|schedule|batch|epochs|steps|partial|data)\b/;

function sectionsOf(
  leaf: string,
  values: ReadonlyMap<string, WrittenValue>,
  { variant, measurement }: LeafContext,
): string[] {
  const [, training] = trained.exec(leaf) ?? [];
  if (training) return [`train.${training}`];
  const start = leaf.replace(/^(?:training\.)?start\./, '');
  if (start === 'seed') return ['seed'];
  if (start === 'replicate') return ['replicates', 'seeds'];
  if (start.startsWith('network.input')) return ['network.input'];
  const [, index] = /^network\.layers\[(\d+)\]/.exec(start) ?? [];
  if (index !== undefined) return [layerPath(variant.network.layers[Number(index)]?.path ?? '', values)];
  if (/^(?:value|at|by)\b/.test(leaf)) return [`measure.${measurement}`];
  return [];
}

/** Where a layer of the plan stands in the file: its own path has the number of a repetition in it, too. */
function layerPath(path: string, values: ReadonlyMap<string, WrittenValue>): string {
  const exists = (prefix: string) => below(prefix, values).length > 0;
  let place = 'network.layers';
  for (const part of path.split('.')) {
    if (exists(`${place}.${part}`)) place = `${place}.${part}`;
    else if (exists(`${place}.layers`)) place = `${place}.layers`;
    else break;
  }
  return place;
}

/** Where a name may be defined; of an axis only the arm of this variant. */
function definitions(name: string, { arms }: Variant): string[] {
  const paths = ['data', 'let', 'networks', 'import', 'tune'].map((section) => `${section}.${name}`);
  return name in arms ? [...paths, `axes.${name}.${arms[name]}`, `axes.${name}`] : paths;
}
