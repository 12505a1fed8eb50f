import { type LineView, viewLine } from './line-view.ts';
import type { Paint } from './paint.ts';
import { lineAt } from './position.ts';

/** What is marked in an excerpt, and how. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly sign: '^' | '-' | '~';
  readonly style: Parameters<Paint>[0];
  readonly label?: string;
}

/** Lines of one mark beyond these are left out. */
const mostLines = 4;

/** The source lines of a mark, with line numbers in a gutter `digits` wide and the mark under its characters. */
export function excerpt(source: string, mark: Mark, digits: number, paint: Paint): string[] {
  const gutter = (number = '') => paint('quiet', `${number.padStart(digits)} |`);
  const lines: string[] = [gutter()];
  const spanned = markedLines(source, mark);
  spanned.slice(0, mostLines).forEach(({ number, view }, index) => {
    const last = index === Math.min(spanned.length, mostLines) - 1;
    const label = last && mark.label ? ` ${mark.label}` : '';
    const under = paint(mark.style, mark.sign.repeat(view.width) + label);
    lines.push(
      `${gutter(String(number))} ${view.text}`.trimEnd(),
      `${gutter()} ${' '.repeat(view.indent)}${under}`,
    );
  });
  if (spanned.length > mostLines) lines.push(paint('quiet', '...'.padStart(digits + 2)));
  return lines;
}

function markedLines(source: string, { start, end }: Mark): { number: number; view: LineView }[] {
  const lines: { number: number; view: LineView }[] = [];
  let line = lineAt(source, Math.min(start, source.length));
  while (lines.length <= mostLines) {
    const text = source.slice(line.start, line.end);
    const from = lines.length === 0 ? start - line.start : text.length - text.trimStart().length;
    const to = Math.min(end - line.start, text.length);
    if (lines.length === 0 || from < to) lines.push({ number: line.number, view: viewLine(text, from, to) });
    const feed = source.indexOf('\n', line.end);
    if (feed < 0 || feed + 1 >= end) break;
    line = { ...lineAt(source, feed + 1), number: line.number + 1 };
  }
  return lines;
}
