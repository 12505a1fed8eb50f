import type { YamlScalar } from '../source/yaml-tree.ts';

/** A block scalar with the lines that its author chose, ready to be indented anew. */
export interface BlockText {
  readonly header: string;
  readonly lines: readonly string[];
}

/** The lines of a literal or folded scalar without their indentation; undefined for any other scalar. */
export function blockScalar(source: string, scalar: YamlScalar): BlockText | undefined {
  if (scalar.style !== 'literal' && scalar.style !== 'folded') return undefined;
  const { start, end } = scalar.span;
  const body = source.indexOf('\n', start) + 1;
  const [header] = source.slice(start, body || undefined).split(/[\s#]/);
  const written = body > 0 && body <= end ? source.slice(body, end).split(/\r?\n/) : [];
  const trailing = header.includes('+') ? trailingBlankLines(scalar.text) : 0;
  const depth = depthOf(written, header, source, start);
  const lines = written.map((line) => (line.trim() === '' ? '' : line.slice(depth)));
  const indicator = /^\s/.test(lines.find((line) => line !== '') ?? '') ? '2' : '';
  return {
    header: `${header[0]}${indicator}${header.includes('-') ? '-' : trailing > 0 ? '+' : ''}`,
    lines: [...lines, ...Array<string>(trailing).fill('')],
  };
}

/** `|+` keeps the empty lines at the end. */
function trailingBlankLines(text: string): number {
  return Math.max(0, (/\n*$/.exec(text)?.[0].length ?? 0) - 1);
}

/** The indentation of the lines: that of the first one, or what the header says it is beyond its parent. */
function depthOf(lines: readonly string[], header: string, source: string, start: number): number {
  const width = (line: string) => line.length - line.trimStart().length;
  const own = lines.filter((line) => line.trim() !== '').map(width);
  const indicator = Number(/[1-9]/.exec(header)?.[0] ?? 0);
  if (indicator === 0) return own[0] ?? 0;
  const key = source.slice(source.lastIndexOf('\n', start) + 1, start);
  return width(key) + (/^\s*((?:- +)*)/.exec(key)?.[1].length ?? 0) + indicator;
}
