import type { YamlMap, YamlNode } from '../source/yaml-tree.ts';
import { blankAbove, type Comment } from './comments.ts';

/** Comments by what they belong to, for one entry of a map or item of a list. */
export interface Attached {
  /** On lines of their own above it. */
  readonly above: readonly Comment[];
  /** On the line of its key or dash, or behind a value of one line. */
  readonly beside?: Comment;
  /** Inside of its value, for the entries there. */
  readonly inside: readonly Comment[];
  readonly blankAbove: boolean;
}

/** One entry of a map or item of a list. */
export interface Piece {
  readonly start: number;
  readonly keyEnd: number;
  readonly value: YamlNode | undefined;
}

/**
 * Deals the comments of a map or list to its entries: one on a line of its own belongs to what follows, or to
 * the end of the block above where it is indented deeper than the keys or dashes of `node`.
 * @returns for each piece its comments, and those that are left for the end
 */
export function attach(
  source: string,
  node: YamlNode,
  pieces: readonly Piece[],
  comments: readonly Comment[],
): { readonly attached: readonly Attached[]; readonly tail: readonly Comment[] } {
  const { start } = node.span;
  const column = start - (source.lastIndexOf('\n', start - 1) + 1);
  let above = comments.filter(({ start }) => start < (pieces[0]?.start ?? 0));
  const attached = pieces.map((piece, i): Attached => {
    const next = pieces[i + 1]?.start ?? Number.POSITIVE_INFINITY;
    const own = comments.filter(({ start }) => start >= piece.start && start < next);
    const end = piece.value ? endOf(source, piece.value) : piece.keyEnd;
    const after = own.filter(({ start, alone }) => alone && start >= end);
    const entries = piece.value !== undefined && isBlock(source, piece.value);
    const shallow = entries ? after.findIndex((comment) => comment.column <= column) : 0;
    const following = shallow < 0 ? [] : after.slice(shallow);
    const rest = own.filter((comment) => !following.includes(comment));
    const beside = rest.find((comment) => !comment.alone && isBeside(source, piece, comment));
    const result = {
      above,
      beside,
      inside: rest.filter((comment) => comment !== beside),
      blankAbove: blankAbove(source, piece.start),
    };
    above = following;
    return result;
  });
  return { attached, tail: pieces.length > 0 ? above : comments };
}

/** Whether a comment stands on the line of the key, or right behind a value that has no entries of its own. */
function isBeside(source: string, { start, keyEnd, value }: Piece, comment: Comment): boolean {
  const sameLine = (from: number) => !source.slice(from, comment.start).includes('\n');
  if (!value) return sameLine(start);
  if (comment.start < value.span.start) return sameLine(keyEnd);
  if (isBlock(source, value)) return false;
  return comment.start >= endOf(source, value) ? sameLine(endOf(source, value)) : isHeader(value, sameLine);
}

/** Whether a comment stands behind the `|` or `>` of a block scalar. */
function isHeader(value: YamlNode, sameLine: (from: number) => boolean): boolean {
  return (
    value.kind === 'scalar' &&
    (value.style === 'literal' || value.style === 'folded') &&
    sameLine(value.span.start)
  );
}

/** Whether a map or list is written in lines of its own, without brackets. */
export function isBlock(source: string, node: YamlNode): boolean {
  return node.kind !== 'scalar' && source[node.span.start] !== '{' && source[node.span.start] !== '[';
}

/** Where the last character of a value stands; comments after it are not part of it. */
export function endOf(source: string, node: YamlNode): number {
  if (!isBlock(source, node)) return node.span.end;
  const ends =
    node.kind === 'list'
      ? node.items.map((item) => endOf(source, item))
      : (node as YamlMap).entries.map(({ key, value }) => (value ? endOf(source, value) : key.span.end));
  return Math.max(node.span.start, ...ends);
}
