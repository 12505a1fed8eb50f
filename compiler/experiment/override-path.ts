import { insideExpression, nestedOverride, noSuchItem } from '../diagnostics/codes/definitions.ts';
import { unknownPath } from '../diagnostics/codes/names.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { YamlList, YamlMap, YamlNode, YamlScalar } from '../source/yaml-tree.ts';
import { type Form, formOfKey } from './form.ts';

/** Replaces one value of the file: `train.epochs`, `network.layers.0` or `axes.rate[1e-3]`, by another. */
export interface Override {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

/** One step of a path, with its place in the path's text. */
interface Segment {
  readonly text: string;
  /** Whether it stands in brackets, so that it is an item's value and not its place. */
  readonly byValue: boolean;
  readonly start: number;
  readonly end: number;
}

/** The file with one value replaced. A key that is not there is added: its reader knows whether it belongs there. */
export function replaceAt(root: YamlMap, override: Override, report: Report): YamlMap {
  const path = segmentsOf(override.key.text);
  const found = path.length > 0 ? replace(root, path, override) : unknown(override, override.key.text, []);
  if (!('code' in found)) return found as YamlMap;
  report(found);
  return root;
}

/** `a.0[1e-3]` → a, 0, [1e-3]; nothing where it is no path. */
function segmentsOf(path: string): readonly Segment[] {
  const steps = [...path.matchAll(/(?:^|\.)(?<name>[^.[\]]+)|\[(?<value>[^[\]]+)\]/g)];
  if (steps.map(([whole]) => whole).join('') !== path) return [];
  return steps.map(({ 0: whole, index, groups: { name, value } = {} }) => {
    const text = name ?? value;
    const start = index + whole.indexOf(text);
    return { text, byValue: value !== undefined, start, end: start + text.length };
  });
}

function replace(
  node: YamlNode,
  [head, ...rest]: readonly Segment[],
  override: Override,
): YamlNode | Diagnostic {
  const { key: path } = override;
  if (node.kind === 'scalar') {
    const whole = path.text.slice(0, head.start).replace(/[.[]$/, '');
    return diagnose(insideExpression, path.at(head.start, head.end), { path: path.text, whole });
  }
  const index = node.kind === 'map' ? keyIndex(node, head) : itemIndex(node, head);
  if (node.kind === 'list' && index < 0) return missingItem(node, head, override);
  const inner = node.kind === 'map' ? node.entries[index]?.value : node.items[index];
  if (rest.length > 0 && !inner) {
    const known = node.kind === 'map' ? node.entries.map(({ key }) => key.text) : [];
    return unknown(override, index < 0 ? head.text : rest[0].text, known);
  }
  if (rest.length === 0 && inner?.kind === 'map' && override.value.kind === 'map' && isSection(path.text)) {
    const keys = override.value.entries.map(({ key }) => key.text);
    return diagnose(nestedOverride, path.span, { path: path.text, keys });
  }
  const value = rest.length === 0 ? override.value : replace(inner as YamlNode, rest, override);
  if ('code' in value) return value;
  if (node.kind === 'list') return { ...node, items: node.items.with(index, value) };
  if (index < 0) return { ...node, entries: [...node.entries, { key: keyAt(path, head), value }] };
  return { ...node, entries: node.entries.with(index, { key: node.entries[index].key, value }) };
}

/** Whether a map at this path has keys of the language, or names of the author's that are no arms. */
function isSection(path: string): boolean {
  const form = path.split('.').reduce<Form>(formOfKey, { section: 'experiment' });
  return typeof form === 'object';
}

const keyIndex = ({ entries }: YamlMap, { text }: Segment) =>
  entries.findIndex(({ key }) => key.text === text);

/** The item at a place counted from 0, or the one with this value. */
function itemIndex({ items }: YamlList, { text, byValue }: Segment): number {
  if (!byValue) return /^\d+$/.test(text) && Number(text) < items.length ? Number(text) : -1;
  return items.findIndex((item) => item.kind === 'scalar' && sameValue(item.text, text));
}

function sameValue(a: string, b: string): boolean {
  return a === b || (a.trim() !== '' && Number(a) === Number(b));
}

function missingItem(list: YamlList, { text, start, end }: Segment, { key }: Override): Diagnostic {
  const name = key.text.slice(0, start).replace(/[.[]$/, '');
  const items = list.items.map((item) => (item.kind === 'scalar' ? item.text : `a ${item.kind}`));
  return diagnose(noSuchItem, key.at(start, end), { list: name, part: text, items });
}

function unknown({ key }: Override, part: string, known: readonly string[]): Diagnostic {
  const data = { path: key.text, part, nearest: nearest(part, known) };
  return diagnose(unknownPath, key.span, data);
}

/** One step of a path as a key of its own. */
function keyAt(path: YamlScalar, { text, start, end }: Segment): YamlScalar {
  return { ...path, text, span: path.at(start, end), at: (from, to) => path.at(start + from, start + to) };
}
