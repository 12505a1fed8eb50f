import { filtersNothing } from '../diagnostics/codes/charts.ts';
import { unknownArm } from '../diagnostics/codes/claims.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../source/yaml-tree.ts';
import { plain } from '../vega-lite/plain.ts';
import { nameOf } from './axes.ts';
import type { ChartContext } from './charts.ts';

/** A field predicate of a chart's filters, `{field: rate, equal: 1e-3}`. */
interface Predicate {
  readonly map: YamlMap;
  readonly field: YamlScalar;
}

/** The predicates of all filters, also inside `and`, `or` and `not`. */
export function predicatesIn(transform: YamlNode): readonly Predicate[] {
  if (transform.kind === 'list') return transform.items.flatMap(predicatesIn);
  if (transform.kind !== 'map') return [];
  const field = entryOf(transform, 'field');
  if (field?.kind === 'scalar') return [{ map: transform, field }];
  const inside = ['filter', 'and', 'or', 'not'].map((key) => entryOf(transform, key));
  return inside.flatMap((node) => (node ? predicatesIn(node) : []));
}

/** Fields of which a filter keeps one value, so that they need no channel. */
export function fixedBy(transform: YamlNode | undefined): readonly string[] {
  if (transform?.kind !== 'list') return [];
  return transform.items.flatMap((item) => {
    const filter = item.kind === 'map' ? entryOf(item, 'filter') : undefined;
    if (filter?.kind !== 'map' || !entryOf(filter, 'equal')) return [];
    const field = entryOf(filter, 'field');
    return field?.kind === 'scalar' ? [field.text] : [];
  });
}

const always: readonly string[] = ['kind', 'value', 'low', 'high', 'n', 'replicate'];

/** Whether every filter looks at a column of the rows, and at arms that there are. */
export function filtersFit(
  transform: YamlNode,
  columns: readonly string[],
  { axes, report }: ChartContext,
): boolean {
  return predicatesIn(transform).every(({ map, field }) => {
    const known = [...columns, ...always];
    if (!known.includes(field.text)) {
      const data = { field: field.text, nearest: nearest(field.text, known), known };
      report(diagnose(filtersNothing, field.span, data));
      return false;
    }
    const axis = axes.find(({ name }) => name === field.text);
    const arms = axis?.arms.map(({ name }) => name);
    const wrong = arms && valuesOf(map).find((value) => !arms.includes(armName(value)));
    if (!axis || !arms || !wrong) return true;
    const arm = armName(wrong);
    const data = { arm, axis: axis.name, nearest: nearest(arm, arms), known: arms.slice(0, 12) };
    report(diagnose(unknownArm, wrong.span, data));
    return false;
  });
}

/** `transform` with arms by their names, which is what the rows have of them. */
export function withArmNames(transform: unknown, axes: readonly string[]): unknown {
  if (Array.isArray(transform)) return transform.map((item) => withArmNames(item, axes));
  if (typeof transform !== 'object' || transform === null) return transform;
  const own = transform as Record<string, unknown>;
  const named = typeof own.field === 'string' && axes.includes(own.field);
  return Object.fromEntries(
    Object.entries(own).map(([key, value]) => [
      key,
      named && (key === 'equal' || key === 'oneOf') ? asName(value) : withArmNames(value, axes),
    ]),
  );
}
const asName = (value: unknown): unknown => (Array.isArray(value) ? value.map(asName) : String(value));

/** An arm as it is named: `1e-3` is `0.001`. */
function armName(scalar: YamlScalar): string {
  const value = plain(scalar);
  return typeof value === 'number' ? (nameOf({ kind: 'number', value, unit: 'one' }) as string) : scalar.text;
}

function valuesOf(predicate: YamlMap): readonly YamlScalar[] {
  const nodes = [entryOf(predicate, 'equal'), entryOf(predicate, 'oneOf')];
  return nodes
    .flatMap((node) => (node?.kind === 'list' ? node.items : node ? [node] : []))
    .filter((node) => node.kind === 'scalar');
}

function entryOf(map: YamlMap, key: string): YamlNode | undefined {
  return map.entries.find((entry) => entry.key.text === key)?.value;
}
