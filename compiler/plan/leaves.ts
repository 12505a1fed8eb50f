import { registry } from '../registry/index.ts';
import { canonical } from './canonical.ts';
import type { Construct, Setting } from './plan.ts';

/** A part of a content key's preimage that differs; a side without it is undefined. */
export interface LeafChange {
  /** `optimizer.rate`, `start.network.layers[2].layer.units` */
  readonly path: string;
  readonly before?: Setting;
  readonly after?: Setting;
}

/**
 * Where two preimages differ, leaf by leaf. Constructs of different names differ as a whole, and of a list that
 * grew only the items between its equal ends.
 */
export function changedLeaves(
  before: Setting | undefined,
  after: Setting | undefined,
  path = '',
): LeafChange[] {
  if (before !== undefined && after !== undefined) {
    if (canonical(before) === canonical(after)) return [];
    if (Array.isArray(before) && Array.isArray(after)) return changedItems(before, after, path);
    if (isMap(before) && isMap(after) && nameOf(before) === nameOf(after))
      return changedFields(before, after, path);
  }
  return [{ path, before, after }];
}

function changedFields(before: Construct, after: Construct, path: string): LeafChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) =>
    name === 'is'
      ? changedLeaves(versionOf(before), versionOf(after), join(path, 'version'))
      : changedLeaves(settingOf(before, name), settingOf(after, name), join(path, name)),
  );
}

/** A setting, or the default that keys leave out. */
function settingOf(construct: Construct, name: string): Setting | undefined {
  const parameter = registry.get(nameOf(construct))?.parameters.find((each) => each.name === name);
  return construct[name] ?? (parameter?.default as Setting | undefined);
}

function changedItems(before: readonly Setting[], after: readonly Setting[], path: string): LeafChange[] {
  const same = (i: number, j: number) => canonical(before[i]) === canonical(after[j]);
  const shorter = Math.min(before.length, after.length);
  if (before.length === after.length)
    return before.flatMap((item, i) => changedLeaves(item, after[i], `${path}[${i}]`));
  let start = 0;
  while (start < shorter && same(start, start)) start++;
  let end = 0;
  while (end < shorter - start && same(before.length - 1 - end, after.length - 1 - end)) end++;
  const cut = (items: readonly Setting[]) => {
    const middle = items.slice(start, items.length - end);
    return middle.length === 0 ? undefined : middle.length === 1 ? middle[0] : middle;
  };
  return [{ path: `${path}[${start}]`, before: cut(before), after: cut(after) }];
}

const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);
const isMap = (value: Setting): value is Construct =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nameOf = (map: Construct) => String(map.is ?? '').split('@')[0];
const versionOf = (map: Construct) => Number(String(map.is ?? '').split('@')[1] ?? 0);

/** A leaf as a reader would write it: `adam(rate = 0.01)`. */
export function leafText(value: Setting | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `[${value.map(leafText).join(', ')}]`;
  if (!isMap(value)) return String(value);
  if (value.is === 'layer' && value.layer !== undefined) return leafText(value.layer);
  const settings = Object.entries(value).filter(([name]) => name !== 'is');
  return `${nameOf(value)}(${settings.map(([name, each]) => `${name} = ${leafText(each)}`).join(', ')})`;
}
