import stringWidth from 'string-width';

/** One source line as a terminal shows it, with the columns that a mark goes under. */
export interface LineView {
  readonly text: string;
  /** Columns before the mark. */
  readonly indent: number;
  /** Columns under the mark, at least one. */
  readonly width: number;
}

interface Cell {
  readonly shown: string;
  readonly width: number;
  readonly start: number;
  readonly end: number;
}

const tab = 4;
const widest = 100;
/** Columns kept before the mark when a line is too long to show whole. */
const lead = 30;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Shows `line` with a mark from offset `from` to `to`; a long line is cut to a window around the mark. */
export function viewLine(line: string, from: number, to: number): LineView {
  const cells = window(layOut(line, from), from);
  const before = cells.filter((cell) => cell.end <= from);
  const under = cells.filter((cell) => cell.end > from && cell.start < to);
  return {
    text: cells.map((cell) => cell.shown).join(''),
    indent: total(before),
    width: Math.max(1, total(under)),
  };
}

/** Makes characters that would disturb the terminal visible: controls and changes of writing direction. */
export function visible(text: string): string {
  return text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '\ufffd');
}

function layOut(line: string, from: number): Cell[] {
  // graphemes are slow to find: look only near the mark
  const first = from > 4 * widest ? boundary(line, from - 2 * widest) : 0;
  const near = line.slice(first, boundary(line, from + 4 * widest));
  let column = 0;
  const cells = [...graphemes.segment(near)].map(({ segment, index }) => {
    const start = first + index;
    const shown = segment === '\t' ? ' '.repeat(tab - (column % tab)) : visible(segment);
    const width = segment === '\t' ? shown.length : stringWidth(shown);
    column += width;
    return { shown, width, start, end: start + segment.length };
  });
  return first > 0 ? [gap(first), ...cells] : cells;
}

/** An offset that does not part a surrogate pair. */
function boundary(line: string, offset: number): number {
  return /[\udc00-\udfff]/.test(line[offset] ?? '') ? offset - 1 : offset;
}

function window(cells: Cell[], from: number): Cell[] {
  if (total(cells) <= widest) return cells;
  const before = total(cells.filter((cell) => cell.end <= from));
  const left = Math.max(0, before - lead);
  let column = 0;
  const kept = cells.filter((cell) => {
    const at = column;
    column += cell.width;
    return left === 0 ? at + cell.width < widest : at > left && at + cell.width < left + widest;
  });
  const [head, tail] = [kept[0], kept[kept.length - 1]];
  const cutHead = head.start > cells[0].start ? [gap(head.start)] : [];
  const cutTail =
    tail.end < cells[cells.length - 1].end ? [{ ...gap(tail.end), end: Number.MAX_SAFE_INTEGER }] : [];
  return [...cutHead, ...kept, ...cutTail];
}

function gap(at: number): Cell {
  return { shown: '…', width: 1, start: at, end: at };
}

function total(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}
