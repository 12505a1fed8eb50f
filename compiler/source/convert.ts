import {
  type CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import * as codes from '../diagnostics/codes/yaml.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { cutValue } from './flow-cut.ts';
import { limits } from './limits.ts';
import { quoted } from './quote.ts';
import { scalarFromSource, scalarOf } from './scalar.ts';
import type { Span } from './span.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './yaml-tree.ts';

/** Turns the YAML library's tree into ours and reports what YAML allows and the language does not. */
export class Converter {
  readonly #file: string;
  readonly #source: string;
  readonly #mends: ReadonlyMap<number, number>;
  readonly #report: Report;

  /** @param mends where values begin that YAML cut short, with where they end for the author */
  constructor(file: string, source: string, mends: ReadonlyMap<number, number>, report: Report) {
    this.#file = file;
    this.#source = source;
    this.#mends = mends;
    this.#report = report;
  }

  node(node: Node, depth: number): YamlNode | undefined {
    const span = this.#span(node);
    const end = this.#mends.get(span.start);
    if (end !== undefined) return scalarFromSource(this.#file, this.#source, span.start, end);
    if (isAlias(node)) {
      const text = this.#source.slice(span.start, span.end);
      this.#report(diagnose(codes.anchorOrAlias, span, { text }));
      return undefined;
    }
    this.#checkProperties(node, span);
    if (isScalar(node)) return this.#scalar(node);
    if (depth > limits.nesting) {
      const start = { ...span, end: span.start + 1 };
      this.#report(diagnose(codes.nestedTooDeeply, start, { limit: limits.nesting }));
      return undefined;
    }
    if (isMap(node)) return { kind: 'map', entries: this.#entries(node, depth), span };
    return isSeq(node) ? { kind: 'list', items: this.#items(node, depth), span } : undefined;
  }

  #scalar(node: Node): YamlScalar | undefined {
    const token = node.srcToken as CST.FlowScalar | CST.BlockScalar | undefined;
    // the library gives an empty value a scalar without source
    if (!token?.source) return undefined;
    return scalarOf(this.#file, token, String((node as { value?: unknown }).value ?? ''));
  }

  #entries(map: YAMLMap, depth: number): YamlEntry[] {
    const entries: YamlEntry[] = [];
    const seen = new Map<string, YamlScalar>();
    for (let index = 0; index < map.items.length; index++) {
      const pair = map.items[index] as Pair<Node, Node | null>;
      const key = this.#key(pair.key);
      const cut = map.flow ? cutValue(this.#source, map.items, index) : undefined;
      if (cut) index = cut.last;
      const value = cut
        ? this.#cutScalar(cut.start, cut.end)
        : pair.value && this.node(pair.value, depth + 1);
      if (key && this.#isNew(key, seen)) entries.push({ key, value: value ?? undefined });
    }
    return entries;
  }

  #key(node: Node): YamlScalar | undefined {
    const key = isScalar(node) ? this.node(node, 1) : undefined;
    if (key?.kind !== 'scalar') this.#report(diagnose(codes.keyNotText, this.#span(node), {}));
    else if (key.text === '<<') this.#report(diagnose(codes.mergeKey, key.span, {}));
    else return key;
    return undefined;
  }

  #isNew(key: YamlScalar, seen: Map<string, YamlScalar>): boolean {
    const first = seen.get(key.text);
    if (!first) {
      seen.set(key.text, key);
      return true;
    }
    const related = [{ span: first.span, message: 'it stands here first' }];
    this.#report(diagnose(codes.duplicateKey, key.span, { key: key.text }, { related }));
    return false;
  }

  #items(list: YAMLSeq, depth: number): YamlNode[] {
    const items: YamlNode[] = [];
    for (let index = 0; index < list.items.length; index++) {
      const cut = list.flow ? cutValue(this.#source, list.items, index) : undefined;
      if (cut) index = cut.last;
      const item = cut
        ? this.#cutScalar(cut.start, cut.end)
        : this.#item(list.items[index] as Node, depth, list.flow === true);
      if (item) items.push(item);
    }
    return items;
  }

  #item(node: Node, depth: number, inFlow: boolean): YamlNode | undefined {
    const span = this.#span(node);
    const item = this.node(node, depth + 1);
    if (!item && isScalar(node)) {
      const dash = inFlow ? span.start : this.#source.lastIndexOf('-', span.start);
      this.#report(
        diagnose(codes.emptyItem, { ...span, start: dash, end: inFlow ? span.end : dash + 1 }, {}),
      );
    }
    return item;
  }

  #cutScalar(start: number, end: number): YamlScalar {
    const scalar = scalarFromSource(this.#file, this.#source, start, end);
    const corrected = quoted(this.#source.slice(start, end));
    const fix = [{ span: scalar.span, text: corrected }];
    this.#report(diagnose(codes.cutByComma, scalar.span, { text: scalar.text, corrected }, { fix }));
    return scalar;
  }

  /** An anchor or a tag stands before the node that it belongs to, outside the node's range. */
  #checkProperties(node: Node, span: Span): void {
    const { anchor, tag } = node as { anchor?: string; tag?: string };
    if (anchor !== undefined) this.#checkProperty('&', codes.anchorOrAlias, span.start);
    if (tag !== undefined) this.#checkProperty('!', codes.tag, span.start);
  }

  #checkProperty(sign: string, code: typeof codes.tag, before: number): void {
    let start = Math.max(0, this.#source.lastIndexOf(sign, before));
    while (this.#source[start - 1] === sign) start--;
    const text = /^\S*[^\s,\]}]/.exec(this.#source.slice(start))?.[0] ?? sign;
    this.#report(diagnose(code, { file: this.#file, start, end: start + text.length }, { text }));
  }

  #span(node: Node): Span {
    const [start, end] = node.range ?? [0, 0];
    return { file: this.#file, start, end };
  }
}
