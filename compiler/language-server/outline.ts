import type { Span } from '../source/span.ts';
import type { YamlEntry, YamlMap } from '../source/yaml-tree.ts';
import type { Analysis } from './analysis.ts';

/** One line of the outline: a section, or what it names. */
export interface OutlineItem {
  readonly name: string;
  readonly kind:
    | 'section'
    | 'setting'
    | 'data set'
    | 'axis'
    | 'arm'
    | 'measurement'
    | 'claim'
    | 'chart'
    | 'profile'
    | 'network'
    | 'value';
  readonly detail?: string;
  /** From the key to the end of its value. */
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineItem[];
}

const kinds: Readonly<Record<string, OutlineItem['kind']>> = {
  import: 'value',
  let: 'value',
  data: 'data set',
  axes: 'axis',
  tune: 'value',
  networks: 'network',
  measure: 'measurement',
  claims: 'claim',
  charts: 'chart',
  profiles: 'profile',
};

/** Sections and the names in them. */
export function outline({ root }: Analysis): readonly OutlineItem[] {
  return root.entries.map((entry) => {
    const kind = kinds[entry.key.text];
    const children = kind && entry.value?.kind === 'map' ? childrenOf(entry.value, kind) : [];
    return item(entry, entry.value?.kind === 'map' ? 'section' : 'setting', children);
  });
}

function childrenOf(map: YamlMap, kind: OutlineItem['kind']): readonly OutlineItem[] {
  return map.entries.map((entry) =>
    item(entry, kind, kind === 'axis' && entry.value?.kind === 'map' ? childrenOf(entry.value, 'arm') : []),
  );
}

function item(
  { key, value }: YamlEntry,
  kind: OutlineItem['kind'],
  children: readonly OutlineItem[],
): OutlineItem {
  const detail = value?.kind === 'scalar' ? value.text.split('\n')[0] : undefined;
  const span = { ...key.span, end: Math.max(key.span.end, value?.span.end ?? 0) };
  return { name: key.text === '' ? '(empty)' : key.text, kind, detail, span, nameSpan: key.span, children };
}
