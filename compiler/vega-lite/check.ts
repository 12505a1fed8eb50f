import type { Span } from '../source/span.ts';
import type { YamlMap, YamlNode } from '../source/yaml-tree.ts';
import { plain } from './plain.ts';
import { resolveSchema, type Schema } from './schema.ts';

/** Where a value leaves Vega-Lite's schema. */
export interface Misfit {
  readonly kind: 'key' | 'value' | 'missing';
  readonly span: Span;
  /** The unknown key, the value as text, or the missing key. */
  readonly got: string;
  /** Keys or values that would do; empty where any of a type would. */
  readonly known: readonly string[];
  /** Types that would do, in words. */
  readonly types: readonly string[];
  /** How far inside the value; the misfit that lies deepest is the one that was meant. */
  readonly depth: number;
}

/**
 * The one misfit of a YAML value that tells most: among the branches of an `anyOf`, that of the branch
 * which fits furthest. Undefined where the value fits.
 */
export function misfitOf(node: YamlNode, schema: Schema, depth = 0): Misfit | undefined {
  const own = resolveSchema(schema);
  if (own.anyOf) return ofBranches(node, own.anyOf, depth);
  if (node.kind === 'map' && own.properties) return ofMap(node, own, depth);
  if (node.kind === 'list' && own.items && isType('array', own)) {
    const misfits = node.items.map((item) => misfitOf(item, own.items as Schema, depth + 1));
    return misfits.find((misfit) => misfit !== undefined);
  }
  return fits(node, own) ? undefined : wrongValue(node, own, depth);
}

function ofBranches(node: YamlNode, branches: readonly Schema[], depth: number): Misfit | undefined {
  const misfits: Misfit[] = [];
  for (const branch of branches) {
    const misfit = misfitOf(node, branch, depth);
    if (!misfit) return undefined;
    misfits.push(misfit);
  }
  const deepest = Math.max(...misfits.map((misfit) => misfit.depth));
  const best = misfits.filter((misfit) => misfit.depth === deepest);
  const [first] = best;
  const alike = best.filter(({ kind, span }) => kind === first.kind && span.start === first.span.start);
  return {
    ...first,
    known: [...new Set(alike.flatMap(({ known }) => known))],
    types: [...new Set(alike.flatMap(({ types }) => types))],
  };
}

function ofMap(node: YamlMap, schema: Schema, depth: number): Misfit | undefined {
  const { properties = {}, required = [], additionalProperties } = schema;
  const known = Object.keys(properties);
  // What says which branch is meant comes before what is wrong inside of it.
  const stray = node.entries.find(({ key }) => !Object.hasOwn(properties, key.text));
  if (stray && additionalProperties === false)
    return { kind: 'key', span: stray.key.span, got: stray.key.text, known, types: [], depth: depth + 1 };
  const missing = required.find((name) => !node.entries.some(({ key }) => key.text === name));
  if (missing !== undefined)
    return { kind: 'missing', span: node.span, got: missing, known, types: [], depth: depth + 0.5 };
  for (const { key, value } of node.entries) {
    const inner = properties[key.text] ?? (typeof additionalProperties === 'object' && additionalProperties);
    const misfit = value && inner ? misfitOf(value, inner, depth + 1) : undefined;
    if (misfit) return misfit;
  }
  return undefined;
}

function fits(node: YamlNode, schema: Schema): boolean {
  if (node.kind === 'map') return isType('object', schema);
  if (node.kind === 'list') return isType('array', schema);
  const value = plain(node) as string | number | boolean | null;
  if (schema.const !== undefined) return value === schema.const;
  if (schema.enum) return schema.enum.includes(value);
  if (typeof value === 'number' && !inRange(value, schema)) return false;
  return isType(value === null ? 'null' : typeof value, schema);
}

function inRange(value: number, { minimum = -Infinity, maximum = Infinity }: Schema): boolean {
  return minimum <= value && value <= maximum;
}

const isType = (type: string, { type: allowed }: Schema): boolean =>
  allowed === undefined || [allowed].flat().includes(type);

const words: Readonly<Record<string, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
};

function wrongValue(node: YamlNode, schema: Schema, depth: number): Misfit {
  const got = node.kind === 'scalar' ? node.text : words[node.kind === 'map' ? 'object' : 'array'];
  const known = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  const { minimum, maximum } = schema;
  const range = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
  ].join(' and ');
  const types = known.length > 0 ? [] : [schema.type ?? []].flat().map((type) => words[type]);
  return {
    kind: 'value',
    span: node.span,
    got,
    known: known.map(String),
    types: types.map((type) => (range && type === words.number ? `${type}, ${range}` : type)),
    depth,
  };
}
