/** A text as it came, or one that is shown as code. Renderers escape both: nothing in it is markup. */
export type Text = string | { readonly code: string };

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Text[])[];
  /** Details that are folded where a format can. */
  readonly folded: boolean;
}

export interface Section {
  /** Parts with a space between them, as in notes. */
  readonly title: readonly Text[];
  /** Lines, each of parts with a space between them. */
  readonly notes: readonly (readonly Text[])[];
  readonly tables: readonly Table[];
}

/** What a report says, before it is known how it is shown. The first line alone says what changed and whether to worry. */
export interface Document {
  readonly verdict: string;
  readonly findings: readonly string[];
  readonly sections: readonly Section[];
  /** Parts of a last line, as in notes. */
  readonly closing: readonly Text[];
}

/** A document with at most so many rows in a table and so many sections; what is left out is counted. */
export function cut(document: Document, rows: number, sections: number): Document {
  const shown = document.sections.slice(0, sections).map((section) => ({
    ...section,
    notes: shortened(section.notes, rows, (omitted) => [`${omitted} lines omitted`]),
    tables: section.tables.map((table) => cutTable(table, rows)),
  }));
  const omitted = document.sections.length - shown.length;
  return {
    ...document,
    sections: shown,
    closing: [...document.closing, ...(omitted > 0 ? [`${omitted} experiments omitted.`] : [])],
  };
}

function cutTable(table: Table, most: number): Table {
  const left = table.rows.length - most;
  if (left <= 0) return table;
  const title = `${table.title} (${left.toLocaleString('en-US')} ${left === 1 ? 'row' : 'rows'} omitted)`;
  return { ...table, title, rows: table.rows.slice(0, most) };
}

function shortened<T>(items: readonly T[], most: number, rest: (omitted: number) => T): readonly T[] {
  return items.length <= most ? items : [...items.slice(0, most), rest(items.length - most)];
}
