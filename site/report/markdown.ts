import { cut, type Document, type Section, type Table, type Text } from './document.ts';
import { plainLine } from './plain.ts';

/** Invisible, and keeps code hosts from reading a mention or a reference to an issue, which would notify people. */
const apart = '&#8203;';
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', $: '&#36;' };

/**
 * A text of an experiment as Markdown that shows it as it is, on one line of a table or a list: no markup, no
 * mention, no link, no reference.
 */
export function escapeMarkdown(text: string): string {
  return plainLine(text)
    .replace(/[&<>$]/g, (character) => entities[character])
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(
      /(^|\s)([-+.]|\d+[.)])(?=\s|$)/g,
      (_, before, mark) => `${before}${[...mark].map(asEntity).join('')}`,
    )
    .replace(/@/g, `@${apart}`)
    .replace(/(?<!&)#/g, `#${apart}`)
    .replace(/:(?=\/\/)/g, `:${apart}`)
    .replace(/www\./gi, (start) => `${start.slice(0, 3)}${apart}.`)
    .replace(/(GH)-(?=\d)/gi, `$1-${apart}`);
}

const asEntity = (character: string) => `&#${character.codePointAt(0)};`;

/** In code nothing is a mention. What ends code, or a cell of a table, is shown as text instead. */
function codeSpan(text: string): string {
  const line = plainLine(text);
  return line === '' || /[`|\\]/.test(line) ? escapeMarkdown(text) : `\`${line}\``;
}

const shown = (text: Text) => (typeof text === 'string' ? escapeMarkdown(text) : codeSpan(text.code));

/** The characters that a comment may have on code hosts, with room for what is put around it. */
export const commentLimit = 65_000;

/** The document as Markdown of at most `limit` characters: rows are left out of long tables, and counted. */
export function renderMarkdown(document: Document, limit = Number.POSITIVE_INFINITY): string {
  for (const [rows, sections] of cuts(document)) {
    const text = markdownOf(cut(document, rows, sections));
    if (text.length < limit) return text;
  }
  return markdownOf(cut(document, 0, 0)).slice(0, limit - 1);
}

/** Ever less, by rows first: a reader misses the many rows of one table less than an experiment. */
function* cuts({ sections }: Document): Generator<readonly [rows: number, sections: number]> {
  yield [Number.POSITIVE_INFINITY, sections.length];
  for (let rows = 256; rows >= 1; rows /= 2) yield [rows, sections.length];
  for (let count = sections.length; count >= 1; count = Math.floor(count / 2)) yield [1, count];
}

function markdownOf({ verdict, findings, sections, closing }: Document): string {
  const head = `**${escapeMarkdown(verdict)}:** ${findings.map(escapeMarkdown).join('; ')}`;
  const end = closing.length === 0 ? [] : [`<sub>${closing.map(shown).join(' ')}</sub>`];
  return `${[head, ...sections.map(sectionOf), ...end].join('\n\n')}\n`;
}

function sectionOf({ title, notes, tables }: Section): string {
  const lines = notes.map((note) => `- ${note.map(shown).join(' ')}`).join('\n');
  const open = tables.filter(({ folded }) => !folded).map(openTable);
  const folded = tables.filter((table) => table.folded).map(foldedTable);
  return [`### ${title.map(shown).join(' ')}`, lines, ...open, ...folded].filter(Boolean).join('\n\n');
}

const openTable = (table: Table) => `**${table.title}**\n\n${rowsOf(table)}`;
const foldedTable = (table: Table) =>
  `<details><summary>${table.title}</summary>\n\n${rowsOf(table)}\n\n</details>`;

function rowsOf({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(escapeMarkdown)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(row.map(shown))),
  ].join('\n');
}
