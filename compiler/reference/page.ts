/** One page of the language reference, as data: the terminal prints it and the site draws it. */
export interface Page {
  /** What it is asked for by: `dense`, `CR0309`, `train`. */
  readonly name: string;
  readonly title: string;
  /** One line. */
  readonly summary: string;
  /** The part of the index that it is listed in. */
  readonly group: string;
  readonly sections: readonly Section[];
}
export interface Section {
  readonly title?: string;
  readonly parts: readonly Part[];
}
export type Part =
  | { readonly kind: 'text'; readonly markdown: string }
  /** Lines of an experiment, or what the terminal prints. */
  | { readonly kind: 'code'; readonly language: 'experiment' | 'terminal'; readonly text: string }
  /** Cells are Markdown of one line. */
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export const text = (markdown: string): Part => ({ kind: 'text', markdown });
export const code = (lines: string, language: 'experiment' | 'terminal' = 'experiment'): Part => ({
  kind: 'code',
  language,
  text: lines,
});
export const table = (columns: readonly string[], rows: readonly (readonly string[])[]): Part[] =>
  rows.length > 0 ? [{ kind: 'table', columns, rows }] : [];
