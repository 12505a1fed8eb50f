import type { CellChange } from './cell-changes.ts';
import { armsName, type Side } from './side.ts';

/** A resolved setting that differs; a side without it is undefined. */
export interface SettingChange {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
  /** Variants of the later side; of the earlier one where the setting is gone. */
  readonly variants: readonly string[];
}

/**
 * Settings that differ, leaf by leaf, for the variants that both sides have. What only one of them has is told by
 * the arms of its axes. Where axes were added or dropped, variants are compared by those that both have.
 */
export function settingChanges(base: Side, head: Side): SettingChange[] {
  const [before, after] = [settingsBy(base), settingsBy(head)];
  const shared = sharedAxes(base, head);
  const partners = Map.groupBy(base.variants.keys(), (id) => armsName(only(base.variants.get(id)!, shared)));
  const found = new Map<string, { change: Omit<SettingChange, 'variants'>; variants: Set<string> }>();
  const add = (path: string, from: string | undefined, to: string | undefined, variant: string) => {
    if (from === to) return;
    const name = JSON.stringify([path, from ?? null, to ?? null]);
    const change = {
      path,
      ...(from !== undefined && { before: from }),
      ...(to !== undefined && { after: to }),
    };
    if (!found.has(name)) found.set(name, { change, variants: new Set() });
    found.get(name)!.variants.add(variant);
  };
  const compare = (from: Settings, to: Settings, variant: string) => {
    for (const path of new Set([...from.keys(), ...to.keys()]))
      add(path, from.get(path), to.get(path), variant);
  };
  for (const [id, arms] of head.variants)
    for (const partner of partners.get(armsName(only(arms, shared))) ?? [])
      compare(before.of(partner), after.of(id), id);
  for (const arm of new Set([...before.arms.keys(), ...after.arms.keys()])) {
    const [old, now] = [before.arms.get(arm), after.arms.get(arm)];
    for (const id of (now ?? old)!.variants) add(arm, old?.value, now?.value, id);
  }
  return [...found.values()]
    .map(({ change, variants }) => ({ ...change, variants: [...variants] }))
    .sort((a, b) => byNumberThenName(a.path, b.path) || compareText(a.after ?? '', b.after ?? ''));
}

/** How many of the cells that changed a setting touches. */
export function cellsTouched({ path, variants }: SettingChange, cells: readonly CellChange[]): number {
  const kinds =
    path === 'replicates' ? ['added', 'removed'] : ['meaning', 'inherited', 'drift', 'added', 'removed'];
  const wanted = new Set(variants);
  return cells.filter(({ kind, variant }) => kinds.includes(kind) && wanted.has(variant)).length;
}

const byNumberThenName = new Intl.Collator('en', { numeric: true }).compare;
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

type Settings = ReadonlyMap<string, string>;

interface SettingsOfSide {
  readonly of: (variant: string) => Settings;
  /** Arms with the variants that have them. */
  readonly arms: ReadonlyMap<string, { readonly value: string; readonly variants: readonly string[] }>;
}

/** The settings of each variant: a path may end in ` [axis=arm]` or ` [variant]`, which says whose it is. */
function settingsBy({ of, path: rename }: Side): SettingsOfSide {
  const ids = Object.keys(of.variants);
  const own = new Map(ids.map((id) => [id, new Map<string, string>()]));
  const arms = new Map<string, { value: string; variants: string[] }>();
  const owners = ownersIn(of.variants);
  for (const [written, value] of Object.entries(of.settings)) {
    const armOf = owners.arms.get(written.replace(/^tune\./, 'axes.'));
    if (armOf !== undefined) {
      const name = rename(written);
      arms.set(name, { value, variants: armOf });
      continue;
    }
    const { path, variants } = splitOwner(written, owners.suffixes);
    for (const id of variants ?? ids) own.get(id)!.set(rename(path), value);
  }
  return { of: (variant) => own.get(variant) ?? new Map(), arms };
}

function ownersIn(variants: Side['of']['variants']) {
  const suffixes = new Map<string, string[]>();
  const arms = new Map<string, string[]>();
  const push = (map: Map<string, string[]>, name: string, id: string) =>
    map.has(name) ? map.get(name)!.push(id) : map.set(name, [id]);
  for (const [id, own] of Object.entries(variants)) {
    for (const [axis, arm] of Object.entries(own)) {
      push(suffixes, ` [${axis}=${arm}]`, id);
      push(arms, `axes.${axis}.${arm}`, id);
    }
    suffixes.set(` [${id}]`, [id]);
  }
  // With a single axis an arm and a variant have one name, and are the same.
  return { suffixes, arms };
}

function splitOwner(written: string, suffixes: ReadonlyMap<string, readonly string[]>) {
  for (let at = written.indexOf(' ['); at >= 0; at = written.indexOf(' [', at + 1)) {
    const variants = suffixes.get(written.slice(at));
    if (variants !== undefined) return { path: written.slice(0, at), variants };
  }
  return { path: written };
}

function sharedAxes(base: Side, head: Side): readonly string[] {
  const axesOf = ({ variants }: Side) => new Set([...variants.values()].flatMap((arms) => Object.keys(arms)));
  const there = axesOf(head);
  return [...axesOf(base)].filter((axis) => there.has(axis));
}

const only = (arms: Readonly<Record<string, string>>, axes: readonly string[]) =>
  Object.fromEntries(axes.map((axis) => [axis, arms[axis]]));
