import { escapeHtml } from '../src/text/escape.ts';
import type { Document, Section, Table, Text } from './document.ts';
import { plainLine } from './plain.ts';

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{border-bottom:1px solid #ccc;padding:.25rem .75rem .25rem 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}
h1{font-size:1.25rem}h2{font-size:1.1rem;margin-top:2rem}caption,summary{text-align:left;font-weight:600}`;

const shown = (text: Text) =>
  typeof text === 'string' ? escapeHtml(plainLine(text)) : `<code>${escapeHtml(plainLine(text.code))}</code>`;

/** The document as a page of its own, without scripts and without anything that is fetched. */
export function renderHtml({ verdict, findings, sections, closing }: Document): string {
  const heading = `${shown(verdict)}: ${findings.map(shown).join('; ')}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${shown(verdict)}</title>
<style>${style}</style>
<h1>${heading}</h1>
${sections.map(sectionOf).join('\n')}
<p>${closing.map(shown).join(' ')}</p>
</html>
`;
}

function sectionOf({ title, notes, tables }: Section): string {
  const items = notes.map((note) => `<li>${note.map(shown).join(' ')}</li>`).join('\n');
  const list = items === '' ? '' : `<ul>\n${items}\n</ul>`;
  return [`<h2>${title.map(shown).join(' ')}</h2>`, list, ...tables.map(tableOf)].filter(Boolean).join('\n');
}

function tableOf(table: Table): string {
  if (!table.folded) return rowsOf(table, `<caption>${escapeHtml(table.title)}</caption>\n`);
  return `<details><summary>${escapeHtml(table.title)}</summary>\n${rowsOf(table, '')}\n</details>`;
}

function rowsOf({ columns, rows }: Table, caption: string): string {
  const head = columns.map((column) => `<th scope="col">${shown(column)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${shown(cell)}</td>`).join('')}</tr>`);
  return `<table>\n${caption}<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
}
