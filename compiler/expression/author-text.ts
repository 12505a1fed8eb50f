import { cutByComment } from '../diagnostics/codes/yaml.ts';
import type { Edit, Report } from '../diagnostics/diagnostic.ts';
import { diagnose, type Entry, type Extra } from '../diagnostics/entry.ts';
import type { Span } from '../source/span.ts';
import type { YamlScalar } from '../source/yaml-tree.ts';
import type { Stretch } from './stretch.ts';

/** A replacement in an expression's text. */
export interface Change extends Stretch {
  readonly text: string;
}

/** The expression as the author wrote it, with the ways to point into it. */
export class AuthorText {
  readonly scalar: YamlScalar;
  readonly #report: Report;
  /** How many diagnostics have been reported. */
  reports = 0;

  constructor(scalar: YamlScalar, report: Report) {
    this.scalar = scalar;
    this.#report = (diagnostic) => {
      this.reports++;
      report(diagnostic);
    };
  }

  /** The author's words on one line, for messages. */
  slice({ start, end }: Stretch): string {
    return this.scalar.text.slice(start, end).replace(/\s+/g, ' ');
  }

  span({ start, end }: Stretch): Span {
    return this.scalar.at(start, end);
  }

  report<D>(code: Entry<D>, place: Stretch, data: D, changes?: readonly Change[], extra?: Extra): void {
    const fix = changes && this.#edits(changes);
    this.#report(diagnose(code, this.span(place), data, { ...extra, fix }));
  }

  /** Reports that a comment ended the expression too early; false where there is none. */
  reportComment(): boolean {
    const { comment } = this.scalar;
    if (comment) this.#report(diagnose(cutByComment, comment.span, { rest: comment.text }));
    return comment !== undefined;
  }

  /** The changes in the file's own quoting; none where a change would begin a plain value with a quote. */
  #edits(changes: readonly Change[]): Edit[] | undefined {
    const { style } = this.scalar;
    if (style === 'plain' && changes.some(({ start, text }) => start === 0 && /^["'[]/.test(text)))
      return undefined;
    return changes.map((change) => ({ span: this.span(change), text: encode(change.text, style) }));
  }
}

function encode(text: string, style: YamlScalar['style']): string {
  if (style === 'single') return text.replaceAll("'", "''");
  return style === 'double' ? text.replace(/["\\]/g, '\\$&') : text;
}
