import type { Span } from '../source/span.ts';
import type { Diagnostic, Edit } from './diagnostic.ts';
import { excerpt } from './excerpt.ts';
import { visible } from './line-view.ts';
import { type Paint, painter } from './paint.ts';
import { lineAt, position } from './position.ts';

/**
 * Diagnostics as text for a terminal: for each one its code and message, the place, the source line
 * with the very characters marked, related places, what to do, and the corrected line; then a count.
 * @param sources the text of each file by the name that spans give it
 */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  { color }: { readonly color: boolean },
): string {
  if (diagnostics.length === 0) return '';
  const paint = painter(color);
  const files = [...new Set(diagnostics.map(({ span }) => span.file))];
  const ordered = [...diagnostics].sort(
    (a, b) => files.indexOf(a.span.file) - files.indexOf(b.span.file) || a.span.start - b.span.start,
  );
  const printed = ordered.map((diagnostic) => printOne(diagnostic, sources, paint).join('\n'));
  return `${[...printed, summary(diagnostics)].join('\n\n')}\n`;
}

/** "2 errors, 1 warning" */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const counts = (['error', 'warning'] as const).map((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count && `${count} ${severity}${count === 1 ? '' : 's'}`;
  });
  return counts.filter(Boolean).join(', ') || 'no errors';
}

function printOne(diagnostic: Diagnostic, sources: ReadonlyMap<string, string>, paint: Paint): string[] {
  const { severity, code, message, span, related, help, fix } = diagnostic;
  const digits = gutterWidth(diagnostic, sources);
  const head = `${paint(severity, `${severity}[${code}]`)}${paint('strong', `: ${visible(message)}`)}`;
  const lines = [head, ...place('-->', span, '^', severity, undefined)];
  for (const { span, message } of related) lines.push(...place(':::', span, '-', 'quiet', visible(message)));
  const indent = ' '.repeat(digits + 1);
  if (help)
    lines.push(
      paint('quiet', `${indent}|`),
      `${indent}${paint('quiet', '=')} ${paint('strong', 'help')}: ${visible(help)}`,
    );
  return fix ? [...lines, ...corrected(fix, sources, digits, paint)] : lines;

  function place(
    arrow: string,
    at: Span,
    sign: '^' | '-',
    style: Parameters<Paint>[0],
    label: string | undefined,
  ) {
    const source = sources.get(at.file);
    const margin = ' '.repeat(digits);
    if (source === undefined)
      return [`${margin}${paint('quiet', arrow)} ${at.file}${label ? `: ${label}` : ''}`];
    const { line, column } = position(source, at.start);
    const where = `${margin}${paint('quiet', arrow)} ${at.file}:${line}:${column}`;
    return [where, ...excerpt(source, { ...at, sign, style, label }, digits, paint)];
  }
}

function gutterWidth({ span, related }: Diagnostic, sources: ReadonlyMap<string, string>): number {
  const numbers = [span, ...related.map((each) => each.span)].map(({ file, end }) => {
    const source = sources.get(file);
    return source === undefined ? 1 : lineAt(source, end).number;
  });
  return String(Math.max(...numbers)).length;
}

/** Lines that an edit rewrites beyond these are not shown. */
const mostLines = 4;

/** The lines that `fix` changes, as they will be; marked where new text stands. */
function corrected(
  fix: readonly Edit[],
  sources: ReadonlyMap<string, string>,
  digits: number,
  paint: Paint,
): string[] {
  const edits = [...fix].sort((a, b) => a.span.start - b.span.start);
  const source = sources.get(edits[0]?.span.file);
  if (source === undefined || edits.some(({ span }) => span.file !== edits[0].span.file)) return [];
  let text = '';
  let taken = 0;
  const [first, last] = [edits[0].span.start, edits[edits.length - 1].span.end];
  for (const edit of edits) {
    text += source.slice(taken, edit.span.start) + edit.text;
    taken = edit.span.end;
  }
  const end = text.length;
  text += source.slice(taken);
  if (text.slice(first, end).split('\n').length > mostLines || last < first) return [];
  return excerpt(text, { start: first, end, sign: '~', style: 'good' }, digits, paint);
}
