import stringWidth from 'string-width';
import type { Document, Section, Table, Text } from './document.ts';
import { plainLine } from './plain.ts';

const shown = (text: Text) => plainLine(typeof text === 'string' ? text : text.code);

/** The document for a terminal; texts of experiments cannot move its cursor. */
export function renderText({ verdict, findings, sections, closing }: Document): string {
  const head = `${verdict}: ${findings.map(shown).join('; ')}`;
  const end = closing.map(shown).join(' ').trim();
  return `${[head, ...sections.map(sectionOf), ...(end === '' ? [] : [end])].join('\n\n')}\n`;
}

function sectionOf({ title, notes, tables }: Section): string {
  const lines = notes.map((note) => `  ${note.map(shown).join(' ')}`);
  return [title.map(shown).join(' '), ...lines, ...tables.map(tableOf)].join('\n');
}

function tableOf({ title, columns, rows }: Table): string {
  const cells = [columns, ...rows].map((row) => row.map(shown));
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => stringWidth(row[i]))));
  const pad = (text: string, i: number) => text + ' '.repeat(widths[i] - stringWidth(text));
  const lines = cells.map((row) => `    ${row.map(pad).join('  ').trimEnd()}`);
  return [`\n  ${title}`, ...lines].join('\n');
}
