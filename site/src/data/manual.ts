import { micromark } from 'micromark';
import { codePages, type Page, type Part, referencePages } from '../../../compiler/reference/index.ts';
import { escapeHtml } from '../text/escape.ts';
import { highlightLine } from '../text/highlight.ts';

/** The language reference and the pages of codes, ready to be drawn. */
export interface Manual {
  readonly reference: readonly ManualPage[];
  readonly diagnostics: readonly ManualPage[];
}
export interface ManualPage {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly group: string;
  readonly sections: readonly { readonly title: string; readonly parts: readonly ManualPart[] }[];
}
/** Everything in it is HTML that is safe to inline. */
export type ManualPart =
  | { readonly kind: 'text'; readonly html: string }
  | { readonly kind: 'code'; readonly label: string; readonly html: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export const manual = (): Manual => ({
  reference: referencePages.map(pageView),
  diagnostics: codePages().map(pageView),
});

function pageView({ name, title, summary, group, sections }: Page): ManualPage {
  const inline = (markdown: string) => paragraphs(markdown).replace(/^<p>|<\/p>$/g, '');
  return {
    ...{ name, title, group },
    summary: inline(summary),
    sections: sections.map((section) => ({
      title: section.title ?? '',
      parts: section.parts.map((part) => partView(part, section.title ?? title)),
    })),
  };

  function partView(part: Part, label: string): ManualPart {
    if (part.kind === 'text') return { kind: 'text', html: paragraphs(part.markdown) };
    if (part.kind === 'table')
      return { kind: 'table', columns: part.columns, rows: part.rows.map((row) => row.map(inline)) };
    const line = part.language === 'experiment' ? highlightLine : escapeHtml;
    return { kind: 'code', label, html: part.text.split('\n').map(line).join('\n') };
  }
}

/** The reference is our own text, so its links stand; tags in it would show as text all the same. */
const paragraphs = (markdown: string): string => micromark(markdown);

/** Pages by the part of the index that lists them, in their order. */
export function grouped(pages: readonly ManualPage[]): readonly (readonly [string, readonly ManualPage[]])[] {
  return [...Map.groupBy(pages, ({ group }) => group)];
}
