import { MappedText } from './mapped-text.ts';

/** What a block scalar's header (`|2-`, `>+`) says, with where its lines begin. */
export interface BlockHeader {
  readonly folded: boolean;
  /** Indentation indicator: columns beyond the parent's; 0 when the first line decides. */
  readonly indent: number;
  readonly chomp: '' | '-' | '+';
}

interface Line {
  /** Offset of the first character, counted before the indentation is removed. */
  readonly at: number;
  readonly indent: number;
  readonly content: string;
  /** Offset just after the line break. */
  readonly end: number;
}

export function readBlockHeader(source: string): BlockHeader {
  return {
    folded: source.startsWith('>'),
    indent: Number(/[1-9]/.exec(source)?.[0] ?? 0),
    chomp: (/[-+]/.exec(source)?.[0] ?? '') as BlockHeader['chomp'],
  };
}

/**
 * Rebuilds the value of a literal or folded scalar from the source of its lines.
 * @param offset of `source` in the file
 * @param parent indentation of the scalar's parent, in columns
 */
export function mapBlock(header: BlockHeader, source: string, offset: number, parent: number): MappedText {
  const mapped = new MappedText();
  const lines = splitLines(source, offset);
  const blankFrom = lines.findLastIndex((line) => line.content !== '') + 1;
  if (blankFrom === 0) {
    if (header.chomp === '+') for (const line of lines.slice(0, -1)) lineFeed(mapped, line);
    return mapped;
  }
  const first = lines.findIndex((line) => line.content !== '');
  const trim = header.indent ? parent + header.indent : lines[first].indent;
  // a blank line that is indented further than the text is text
  const end = Math.max(blankFrom, lines.findLastIndex((line) => line.indent > trim) + 1);
  for (const line of lines.slice(0, first)) {
    body(mapped, line, trim);
    lineFeed(mapped, line);
  }
  const content = lines.slice(first, end);
  if (header.folded) foldBlock(mapped, content, trim);
  else keepLines(mapped, content, trim);
  chomp(mapped, header, lines, end, trim);
  return mapped;
}

function splitLines(source: string, offset: number): Line[] {
  const lines: Line[] = [];
  let at = offset;
  for (const raw of source.split('\n')) {
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const content = text.replace(/^ +/, '');
    lines.push({
      at,
      indent: text.length - content.length,
      content,
      end: Math.min(at + raw.length + 1, offset + source.length),
    });
    at += raw.length + 1;
  }
  return lines;
}

function body(mapped: MappedText, line: Line, trim: number): void {
  const extra = ' '.repeat(Math.max(0, line.indent - trim));
  mapped.copy(extra + line.content, line.at + line.indent - extra.length);
}

function lineFeed(mapped: MappedText, line: Line): void {
  mapped.replace('\n', line.at + line.indent + line.content.length, line.end);
}

function keepLines(mapped: MappedText, lines: readonly Line[], trim: number): void {
  lines.forEach((line, index) => {
    if (index > 0) lineFeed(mapped, lines[index - 1]);
    body(mapped, line, trim);
  });
}

/** Line breaks fold to spaces, except around lines that are indented further and blank lines. */
function foldBlock(mapped: MappedText, lines: readonly Line[], trim: number): void {
  let last = lines[0];
  let blanks: Line[] = [];
  lines.forEach((line, index) => {
    const further = isFurther(line, trim);
    if (line.content === '' && !further) {
      blanks.push(line);
      return;
    }
    if (index > 0) {
      const kept = further || isFurther(last, trim);
      if (kept) lineFeed(mapped, last);
      else if (blanks.length === 0)
        mapped.replace(' ', last.at + last.indent + last.content.length, line.at + line.indent);
      for (const blank of blanks) lineFeed(mapped, blank);
    }
    body(mapped, line, trim);
    last = line;
    blanks = [];
  });
}

function isFurther(line: Line, trim: number): boolean {
  return line.indent > trim || line.content.startsWith('\t');
}

function chomp(
  mapped: MappedText,
  header: BlockHeader,
  lines: readonly Line[],
  end: number,
  trim: number,
): void {
  if (header.chomp === '-') return;
  lineFeed(mapped, lines[end - 1]);
  if (header.chomp !== '+') return;
  for (const line of lines.slice(end, -1)) {
    body(mapped, line, trim);
    lineFeed(mapped, line);
  }
}
