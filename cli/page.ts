import stringWidth from 'string-width';
import type { Page, Part } from '../compiler/reference/index.ts';

const width = 100;

/** A page of the reference as text for a terminal. */
export function printPage({ title, summary, sections }: Page): string {
  const blocks = sections.flatMap((section) => [
    ...(section.title ? [`${section.title}\n`] : []),
    ...section.parts.map((part) => `${printPart(part)}\n`),
  ]);
  return [`${title}\n${'='.repeat(stringWidth(title))}\n`, `${wrap(summary, '')}\n`, ...blocks]
    .join('\n')
    .trimEnd();
}

function printPart(part: Part): string {
  if (part.kind === 'text') return wrap(plain(part.markdown), '  ');
  if (part.kind === 'code') return part.text.replace(/^(?=.)/gm, '    ');
  return part.rows.map((row) => printRow(row.map(plain), part.columns)).join('\n');
}

/** The first cell and what belongs to it on one line, its meaning below. */
function printRow(cells: readonly string[], columns: readonly string[]): string {
  const between = cells
    .slice(1, -1)
    .map((cell, i) =>
      columns[i + 1] === 'Unless said' && cell !== 'required' ? `${cell} unless said` : cell,
    )
    .filter(Boolean);
  const head = `  ${cells[0]}${between.length > 0 ? `: ${between.join('; ')}` : ''}`;
  return `${head}\n${wrap(cells[cells.length - 1], '      ')}`;
}

/** Markdown without its links; code marks stay, they read well in a terminal. */
const plain = (markdown: string) => markdown.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');

function wrap(text: string, indent: string): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line !== undefined && stringWidth(`${line} ${word}`) <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(indent + word);
  }
  return lines.join('\n');
}
