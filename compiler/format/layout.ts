import type { Report } from '../diagnostics/diagnostic.ts';
import { type Form, formOfItem, formOfKey, isFree, sections } from '../experiment/form.ts';
import { parseExpression } from '../expression/parse.ts';
import { printExpression } from '../expression/print.ts';
import type { NumberLiteral } from '../expression/tree.ts';
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from '../source/yaml-tree.ts';
import { type Attached, attach, isBlock } from './attach.ts';
import type { Comment } from './comments.ts';
import { type Block, indent, joinBlocks, type Printed } from './lines.ts';
import { blockScalar } from './prose.ts';
import { fold, isFlowSafe, lineWidth, oneLine } from './scalar.ts';

/** Where a value stands: the column of its key or dash, and how wide that is. */
interface Room {
  readonly column: number;
  readonly head: number;
}

/** Lays the values of one file out in lines. */
export class Layout {
  readonly #source: string;
  readonly #report: Report;

  constructor(source: string, report: Report) {
    this.#source = source;
    this.#report = report;
  }

  /** The whole file. Comments before the first key stay at the top, whatever key that is. */
  document(root: YamlMap, form: Form, comments: readonly Comment[]): readonly string[] {
    const start = root.entries[0]?.key.span.start ?? this.#source.length;
    const top = commentLines(comments.filter((comment) => comment.start < start));
    const rest = comments.filter((comment) => comment.start >= start);
    const { blocks, tail } = this.#entries(root, form, rest, 0);
    const gap = top.length > 0 && /\n[ \t\r]*\n$/.test(this.#source.slice(0, start)) ? [''] : [];
    return [...top, ...gap, ...joinBlocks(blocks, isApart), ...tail];
  }

  #entries(map: YamlMap, form: Form, comments: readonly Comment[], column: number) {
    const { entries } = map;
    const pieces = entries.map(({ key: { span }, value }) => ({
      start: span.start,
      keyEnd: span.end,
      value,
    }));
    const { attached, tail } = attach(this.#source, map, pieces, comments);
    const blocks = entries.map((entry, i): [string, Block] => [
      entry.key.text,
      this.#entry(entry, formOfKey(form, entry.key.text), attached[i], column),
    ]);
    return { blocks: inOrder(blocks, form), tail: tailLines(tail) };
  }

  #entry({ key, value }: YamlEntry, form: Form, attached: Attached, column: number): Block {
    const head = `${oneLine(key.text)}:`;
    return this.#block(head, value, form, attached, { column, head: head.length });
  }

  #block(head: string, node: YamlNode | undefined, form: Form, attached: Attached, room: Room): Block {
    const { above, beside, inside, blankAbove } = attached;
    const opened = node !== undefined && this.#isOpened(node, form, room);
    const gap = above.length > 0 && blankAbove ? [''] : [];
    return {
      head,
      value: node ? this.#value(node, form, inside, room, opened) : { below: [] },
      above: [...commentLines(above), ...gap, ...(opened ? [] : inside.map(({ text }) => text))],
      beside: beside?.text,
      blankAbove: above.length > 0 ? above[0].blankAbove : blankAbove,
    };
  }

  /** Whether a map or list is written in lines of its own; lists of short expressions may stay in brackets. */
  #isOpened(node: YamlNode, form: Form, { column, head }: Room): boolean {
    if (node.kind === 'scalar') return false;
    const isWide = () => column + head + 1 + this.#flow(node, form).length > lineWidth;
    if (isBlock(this.#source, node)) return true;
    if (isFree(form)) return this.#source.slice(node.span.start, node.span.end).includes('\n') || isWide();
    if (node.kind === 'map' || form === 'layers') return true;
    return !this.#isFlowSafe(node) || isWide();
  }

  #isFlowSafe(node: YamlNode): boolean {
    if (node.kind === 'list') return node.items.every((item) => this.#isFlowSafe(item));
    return node.kind === 'scalar' && isFlowSafe(this.#expression(node));
  }

  #value(node: YamlNode, form: Form, comments: readonly Comment[], room: Room, opened: boolean): Printed {
    if (node.kind === 'scalar') return this.#scalar(node, form, room);
    if (!opened || isEmpty(node)) return { inline: this.#flow(node, form), below: [] };
    const lines =
      node.kind === 'map'
        ? this.#map(node, form, comments, room.column + 2)
        : this.#list(node, form, comments, room.column + 2);
    return { below: indent(lines) };
  }

  #map(map: YamlMap, form: Form, comments: readonly Comment[], column: number): readonly string[] {
    const { blocks, tail } = this.#entries(map, form, comments, column);
    return [...joinBlocks(blocks), ...tail];
  }

  #list(list: YamlList, form: Form, comments: readonly Comment[], column: number): readonly string[] {
    const pieces = list.items.map((value) => {
      const { start } = value.span;
      return { start, keyEnd: start, value };
    });
    const { attached, tail } = attach(this.#source, list, pieces, comments);
    const blocks = list.items.map((item, i) =>
      this.#item(item, formOfItem(form, keysOf(item)), attached[i], column),
    );
    return [...joinBlocks(blocks), ...tailLines(tail)];
  }

  /** A map in a list begins on the line of its dash, below the comments of its first key. */
  #item(item: YamlNode, form: Form, attached: Attached, column: number): Block {
    const block = this.#block('-', item, form, attached, { column, head: 1 });
    if (item.kind !== 'map' || block.value.inline !== undefined) return block;
    const lines = block.value.below;
    const start = lines.findIndex((line) => line !== '' && !line.startsWith('  #'));
    const above = lines.slice(0, start).map((line) => line.trim());
    const value = { inline: lines[start].trimStart(), below: lines.slice(start + 1) };
    return { ...block, value, above: [...block.above, ...above] };
  }

  #scalar(scalar: YamlScalar, form: Form, room: Room): Printed {
    if (typeof form === 'object' || isFree(form)) return this.#asWritten(scalar, room);
    const prose = form === 'text' || form === 'word' || form === 'truth';
    const isBlockScalar = scalar.style === 'literal' || scalar.style === 'folded';
    if (prose && isBlockScalar) return this.#asWritten(scalar, room);
    return this.#line(prose ? scalar.text : this.#expression(scalar), room, prose);
  }

  /** On one line, or folded where that is too long and the text allows it. */
  #line(text: string, { column, head }: Room, isProse: boolean): Printed {
    const line = oneLine(text);
    const isLong = column + head + 1 + line.length > lineWidth;
    const folded = isLong ? fold(text, lineWidth - column - 2, isProse) : undefined;
    return folded && folded.length > 1
      ? { inline: '>-', below: indent(folded) }
      : { inline: line, below: [] };
  }

  #expression(scalar: YamlScalar): string {
    return printExpression(parseExpression(scalar, this.#report), (literal) => this.#spelled(literal));
  }

  /** The author's `1e-3` or `1_000`, where the source shows it. */
  #spelled({ value, unit, span }: NumberLiteral): string {
    const text = this.#source.slice(span.start, unit?.span.start ?? span.end).trim();
    return /^[\d._eE+-]+$/.test(text) && Number(text.replaceAll('_', '')) === value ? text : String(value);
  }

  /** A scalar whose quotes mean something to another program, or whose lines its author chose. */
  #asWritten(scalar: YamlScalar, room: Room): Printed {
    const block = blockScalar(this.#source, scalar);
    if (block) return { inline: block.header, below: indent(block.lines) };
    const text = this.#source.slice(scalar.span.start, scalar.span.end);
    if (!text.includes('\n')) return { inline: text, below: [] };
    return scalar.style === 'plain'
      ? this.#line(scalar.text, room, true)
      : { inline: JSON.stringify(scalar.text), below: [] };
  }

  /** A value on one line, collections in brackets. */
  #flow(node: YamlNode, form: Form): string {
    if (node.kind === 'list') {
      const items = node.items.map((item) => this.#flow(item, formOfItem(form, keysOf(item))));
      return `[${items.join(', ')}]`;
    }
    if (node.kind === 'map') {
      const entries = node.entries.map(({ key, value }) => {
        const text = value ? ` ${this.#flow(value, formOfKey(form, key.text))}` : '';
        return `${this.#source.slice(key.span.start, key.span.end)}:${text}`;
      });
      return `{${entries.join(', ')}}`;
    }
    const written = this.#source.slice(node.span.start, node.span.end);
    return isFree(form) ? written : this.#expression(node);
  }
}

/** Whether an empty line stands between two sections: around each that has lines of its own. */
function isApart(before: Block, after: Block): boolean {
  const isSection = ({ value }: Block) => value.inline === undefined && value.below.length > 0;
  return after.blankAbove || isSection(before) || isSection(after);
}

/** The keys of a map; undefined for anything else. */
const keysOf = (node: YamlNode) =>
  node.kind === 'map' ? node.entries.map(({ key }) => key.text) : undefined;

const isEmpty = (node: YamlNode) =>
  (node.kind === 'map' && node.entries.length === 0) || (node.kind === 'list' && node.items.length === 0);

/** Keys of the language in its order, and any others after them; names of the author's stay in theirs. */
function inOrder(blocks: readonly (readonly [string, Block])[], form: Form): Block[] {
  if (typeof form !== 'object' || 'named' in form) return blocks.map(([, block]) => block);
  const order = Object.keys(sections[form.section].keys);
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return [...blocks].sort(([a], [b]) => place(a) - place(b)).map(([, block]) => block);
}

/** Comments with the empty lines between them. */
function commentLines(comments: readonly Comment[]): string[] {
  return comments.flatMap(({ text, blankAbove }, i) => (i > 0 && blankAbove ? ['', text] : [text]));
}

/** Comments after the last entry. */
function tailLines(comments: readonly Comment[]): string[] {
  const lines = commentLines(comments);
  return comments[0]?.blankAbove ? ['', ...lines] : lines;
}
