import { lineFinder } from '../source/lines.ts';

/** A place as editors show it. */
export interface Position {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1 in characters (code points), so that an emoji is one. */
  readonly column: number;
}

/** Line and column of a UTF-16 offset; beyond the end, those of the end. */
export function position(source: string, offset: number): Position {
  const { number, start } = lineAt(source, offset);
  return { line: number, column: [...source.slice(start, offset)].length + 1 };
}

/** The line that holds `offset`: its number from 1 and its offsets, the line break left out. */
export function lineAt(source: string, offset: number): { number: number; start: number; end: number } {
  const number = finderOf(source)(Math.min(offset, source.length)) + 1;
  const start = offset <= 0 ? 0 : source.lastIndexOf('\n', offset - 1) + 1;
  const feed = source.indexOf('\n', start);
  const end = feed < 0 ? source.length : feed;
  return { number, start, end: end > start && source[end - 1] === '\r' ? end - 1 : end };
}

let last: { readonly source: string; readonly find: (offset: number) => number } | undefined;

/** What is asked of one text is asked many times in a row, so its lines are found once. */
function finderOf(source: string): (offset: number) => number {
  if (last?.source !== source) last = { source, find: lineFinder(source) };
  return last.find;
}
