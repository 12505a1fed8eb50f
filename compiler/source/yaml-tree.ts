import type { Span } from './span.ts';

/** A YAML document reduced to what the language needs: maps, lists and scalars, each with its place. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly span: Span;
}
export interface YamlEntry {
  readonly key: YamlScalar;
  /** Missing where the file has nothing after the colon. */
  readonly value?: YamlNode;
}
export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly span: Span;
}
/** A scalar as text: `1e-3` stays `1e-3`; the field that it stands in says what it means. */
export interface YamlScalar {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  readonly span: Span;
  /** A comment right after a plain scalar: where the text stops early, `#` may be the reason. */
  readonly comment?: { readonly text: string; readonly span: Span };
  /** Source span of `text.slice(start, end)`, exact in every style. */
  at(start: number, end: number): Span;
}
