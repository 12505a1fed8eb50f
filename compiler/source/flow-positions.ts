import { MappedText } from './mapped-text.ts';

/**
 * Rebuilds the value of a plain scalar from its source. Lines fold: one line break is a space,
 * each further one a line feed.
 */
export function mapPlain(source: string, offset: number): MappedText {
  const mapped = new MappedText();
  foldLines(source, offset, mapped, (line, at) => mapped.copy(line, at));
  return mapped;
}

/** Rebuilds the value of a single-quoted scalar: folded like a plain one, `''` is one quote. */
export function mapSingle(source: string, offset: number): MappedText {
  const mapped = new MappedText();
  foldLines(source.slice(1, -1), offset + 1, mapped, (line, at) => {
    for (const piece of line.matchAll(/''|[^']+|'/g)) {
      if (piece[0] === "''") mapped.replace("'", at + piece.index, at + piece.index + 2);
      else mapped.copy(piece[0], at + piece.index);
    }
  });
  return mapped;
}

function foldLines(
  source: string,
  offset: number,
  mapped: MappedText,
  line: (text: string, at: number) => void,
): void {
  const breaks: [start: number, end: number][] = [];
  const lines = source.split('\n');
  let at = offset;
  lines.forEach((raw, index) => {
    const last = index === lines.length - 1;
    const whole = !last && raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const head = index === 0 ? whole : whole.replace(/^[ \t]+/, '');
    const text = last ? head : head.replace(/(?<![ \t])[ \t]+$/, '');
    const start = at + whole.length - head.length;
    if (index > 0 && (text !== '' || last)) unfold(breaks, mapped);
    line(text, start);
    at += raw.length + 1;
    breaks.push([start + text.length, at]);
  });
}

/** Writes the pending line breaks as one space, or as one line feed fewer than there are breaks. */
function unfold(breaks: [start: number, end: number][], mapped: MappedText): void {
  if (breaks.length === 1) mapped.replace(' ', ...breaks[0]);
  for (const [start, end] of breaks.slice(1)) mapped.replace('\n', start, end);
  breaks.length = 0;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
}; // prettier-ignore

/** An escaped line break, a line break with the blanks around it, an escape, or a run of other characters. */
const doublePiece =
  /\\\r?\n[ \t]*|[ \t]*\r?\n(?:[ \t]|\r?\n)*|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[\s\S]|[ \t]+|[^\\\n\r \t]+|[\s\S]/gu;

/** Rebuilds the value of a double-quoted scalar. An unknown escape stays as it is written. */
export function mapDouble(source: string, offset: number): MappedText {
  const mapped = new MappedText();
  for (const { 0: piece, index } of source.slice(1, -1).matchAll(doublePiece)) {
    const start = offset + 1 + index;
    if (/^\\\r?\n/.test(piece)) continue;
    if (piece.startsWith('\\')) mapped.replace(decode(piece), start, start + piece.length);
    else if (piece.includes('\n')) mapped.replace(foldBreak(piece), start, start + piece.length);
    else mapped.copy(piece, start);
  }
  return mapped;
}

function decode(piece: string): string {
  if (/^\\[xuU]./.test(piece)) {
    const code = Number.parseInt(piece.slice(2), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : piece;
  }
  return escapes[piece[1]] ?? piece;
}

function foldBreak(blanks: string): string {
  return '\n'.repeat(blanks.split('\n').length - 2) || ' ';
}
