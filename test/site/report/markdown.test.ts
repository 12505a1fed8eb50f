import fc from 'fast-check';
import { micromark } from 'micromark';
import { expect, test } from 'vitest';
import type { Document } from '../../../site/report/document.ts';
import { renderHtml } from '../../../site/report/html.ts';
import { escapeMarkdown, renderMarkdown } from '../../../site/report/markdown.ts';
import { plainLine } from '../../../site/report/plain.ts';
import { renderText } from '../../../site/report/text.ts';

const pieces = [
  ...[
    '|',
    '\\',
    '`',
    '``',
    '*',
    '**',
    '_',
    '~~',
    '[',
    ']',
    '(x)',
    '!',
    '<',
    '>',
    '&',
    '"',
    "'",
    '#',
    '@',
    '$',
  ],
  ...[
    '-',
    '+',
    '1.',
    '=',
    ':',
    '://',
    'http',
    'www.',
    'x',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '\u0000',
    '\u001b[2J',
    '\u202e',
  ],
  ...['&#64;', '&amp;', '</td>', '<!--', '<details>', 'GH-1', 'o/r#1', '\u200b', 'é', '🙂', '\ud800'],
];
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join(''));

const documentWith = (text: string, rows = 1): Document => ({
  verdict: 'Changed',
  findings: [text],
  sections: [
    {
      title: [{ code: text }, text],
      notes: [['a note:', text, { code: text }]],
      tables: [
        {
          ...{ title: 'Cells', columns: ['Cell', text], folded: true },
          rows: Array.from({ length: rows }, () => [{ code: text }, text]),
        },
      ],
    },
  ],
  closing: [],
});

const decode = (html: string) =>
  html.replace(/&(lt|gt|amp|quot);/g, (_, name: 'lt') => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[name]);

test('a text is shown as it is, whatever is in it', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const html = micromark(`a ${escapeMarkdown(text)} z`);
      expect(html).toMatch(/^<p>[^<>]*<\/p>$/);
      const seen = decode(html.slice(3, -4)).replaceAll('\u200b', '');
      expect(seen.replace(/ +/g, ' ')).toBe(`a ${plainLine(text)} z`.replace(/ +/g, ' '));
    }),
  );
});

test('a text neither mentions anybody nor links to anything', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const source = micromark(`a ${escapeMarkdown(text)} z`);
      expect(source).not.toMatch(/@\w|#\d|:\/\/|www\.|GH-\d/i);
    }),
  );
});

/** Cells as GitHub's Markdown splits a row: at each `|` that no backslash escapes. */
const cellsOf = (row: string) => row.match(/(?:\\.|[^|\\])+/g)?.length ?? 0;

test('a row of a table stays one row of as many cells', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const visible = `x${text}`;
      const lines = renderMarkdown(documentWith(visible)).split('\n');
      const rows = lines.filter((line) => line.startsWith('|'));
      expect(rows).toHaveLength(3);
      for (const row of rows) expect(cellsOf(row.slice(1, -1))).toBe(2);
      expect(lines.filter((line) => /^<\/?[a-z]/.test(line))).toEqual([
        '<details><summary>Cells</summary>',
        '</details>',
      ]);
    }),
  );
});

test('a page and a terminal get no more from a text than its characters', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const names = renderHtml(documentWith(text)).match(/<\/?[a-z!][^\s>]*/gi) ?? [];
      const plain = renderHtml(documentWith('x')).match(/<\/?[a-z!][^\s>]*/gi);
      expect(names).toEqual(plain);
      expect(renderText(documentWith(text))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }),
  );
});

test('words and texts of any length become short', () => {
  expect(plainLine('w'.repeat(10_000))).toBe(`${'w'.repeat(59)}…`);
  expect(plainLine('word '.repeat(10_000)).length).toBeLessThanOrEqual(160);
  expect(plainLine('👩‍👩‍👧'.repeat(100))).not.toContain('\ufffd');
});

test('a comment is as long as it may be at most, and says how many rows it left out', () => {
  const long = documentWith('word', 10_000);
  const text = renderMarkdown(long, 5_000);
  expect(text.length).toBeLessThan(5_000);
  const shown = text.split('\n').filter((line) => line.startsWith('| `word`')).length;
  expect(shown).toBeGreaterThan(50);
  expect(text).toContain(`Cells (${(10_000 - shown).toLocaleString('en-US')} rows omitted)`);
  expect(
    renderMarkdown(long)
      .split('\n')
      .filter((line) => line.startsWith('| `word`')),
  ).toHaveLength(10_000);
});

test('where the experiments are too many, they are counted, too', () => {
  const [section] = documentWith('word', 1).sections;
  const many = { ...documentWith('word'), sections: Array.from({ length: 1_000 }, () => section) };
  const text = renderMarkdown(many, 5_000);
  const shown = text.split('\n').filter((line) => line.startsWith('###')).length;
  expect(text.length).toBeLessThan(5_000);
  expect(text).toContain(`${1_000 - shown} experiments omitted`);
});
