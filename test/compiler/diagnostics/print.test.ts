import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { printDiagnostics } from '../../../compiler/diagnostics/print.ts';

const file = 'a.crease.yaml';

/** A diagnostic on the text between `«` and `»`, with the source that lacks them. */
function marked(text: string, more: Partial<Diagnostic> = {}): { source: string; diagnostic: Diagnostic } {
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  const span = { file, start, end };
  const source = text.replace(/[«»]/g, '');
  return {
    source,
    diagnostic: { code: 'CR0999', severity: 'error', message: 'Wrong', span, related: [], ...more },
  };
}

function print({ source, diagnostic }: ReturnType<typeof marked>, color = false): string {
  return printDiagnostics([diagnostic], new Map([[file, source]]), { color });
}

/** The source line and the marks below it. */
function excerpt(text: string): [line: string, marks: string] {
  const lines = print(marked(text)).split('\n');
  const at = lines.findIndex((line) => /^ *\d+ \|/.test(line));
  return [lines[at].replace(/^ *\d+ \| /, ''), lines[at + 1].replace(/^ *\| /, '')];
}

test('message, place, excerpt, help, correction and count', () => {
  const source = 'a: 1\nb: x && y\n';
  const span = { file, start: 10, end: 12 };
  const diagnostic: Diagnostic = {
    code: 'CR0203',
    severity: 'error',
    message: 'Not so',
    help: 'Write `and`',
    span,
    related: [{ span: { file, start: 0, end: 1 }, message: 'first here' }],
    fix: [{ span, text: 'and' }],
  }; // prettier-ignore
  expect(print({ source, diagnostic })).toBe(`error[CR0203]: Not so
 --> a.crease.yaml:2:6
  |
2 | b: x && y
  |      ^^
 ::: a.crease.yaml:1:1
  |
1 | a: 1
  | - first here
  |
  = help: Write \`and\`
  |
2 | b: x and y
  |      ~~~

1 error
`);
});

describe('marks stand under the very characters', () => {
  test.each([
    ['ascii', 'b: x «&&» y', 'b: x && y', '     ^^'],
    ['an empty span gets one mark', 'b: x +«»', 'b: x +', '      ^'],
    ['wide characters take two columns', '日本 «語»x', '日本 語x', '     ^^'],
    ['an emoji is one mark of two columns', '😀«😀»😀', '😀😀😀', '  ^^'],
    ['a family of joined emoji is one', '👩‍👩‍👧 «x»', '👩‍👩‍👧 x', '   ^'],
    ['combining accents take no column', 'e\u0301e\u0301 «x»', 'e\u0301e\u0301 x', '   ^'],
    ['tabs reach to the next fourth column', 'a\t«b»', 'a   b', '    ^'],
    ['control characters are shown', 'a\x1b[31m«b»', 'a\ufffd[31mb', '      ^'],
  ])('%s', (_what, text, line, marks) => expect(excerpt(text)).toEqual([line, marks]));

  test('a long line is cut to a window around the mark', () => {
    for (const [before, after] of [
      [0, 5000],
      [5000, 0],
      [300, 300],
      [90, 90],
      [100_000, 100_000],
    ]) {
      const [line, marks] = excerpt(`${'😀a'.repeat(before / 2)}«WRONG»${'b'.repeat(after)}`);
      expect([...line].length).toBeLessThanOrEqual(102);
      expect(marks.trimStart()).toBe('^^^^^');
      const columns = [...line.slice(0, line.indexOf('WRONG'))]
        .map((c) => (c === '😀' ? 2 : 1))
        .reduce((a, b) => a + b, 0);
      expect(marks.indexOf('^')).toBe(columns);
    }
  });

  test('several lines, at most four', () => {
    expect(print(marked('a: «x\n  y\n  z»\nb: 1'))).toContain(
      '1 | a: x\n  |    ^\n2 |   y\n  |   ^\n3 |   z\n  |   ^\n',
    );
    expect(print(marked(`«${'x\n'.repeat(9)}»`))).toContain(' 4 | x\n   | ^\n ...\n\n');
  });

  test('line breaks of both kinds', () =>
    expect(excerpt('a: 1\r\nb: «2»\r\nc: 3')).toEqual(['b: 2', '   ^']));
});

test('a file without known text is named', () => {
  const { diagnostic } = marked('«a»');
  expect(printDiagnostics([diagnostic], new Map(), { color: false })).toContain('--> a.crease.yaml\n');
});

test('errors and warnings are counted and sorted by place', () => {
  const source = 'abc';
  const at = (start: number, severity: 'error' | 'warning') => ({
    ...marked('«a»').diagnostic,
    severity,
    span: { file, start, end: start + 1 },
  });
  const text = printDiagnostics(
    [at(2, 'error'), at(0, 'warning'), at(1, 'error')],
    new Map([[file, source]]),
    { color: false },
  );
  expect(text.match(/a\.crease\.yaml:\S+/g)).toEqual([1, 2, 3].map((column) => `a.crease.yaml:1:${column}`));
  expect(text.endsWith('\n\n2 errors, 1 warning\n')).toBe(true);
  expect(printDiagnostics([], new Map(), { color: false })).toBe('');
});

test('colour changes nothing but colour', () => {
  const one = marked('b: x «&&» y', {
    help: 'so',
    related: [{ span: { file, start: 0, end: 1 }, message: 'here' }],
  });
  const plain = print(one);
  const bright = print(one, true);
  expect(bright).not.toBe(plain);
  expect(bright.replace(/\x1b\[[\d;]*m/g, '')).toBe(plain);
});

test('a value in a message can not command the terminal', () => {
  expect(print(marked('«a»', { message: '\x1b[2J' }))).not.toContain('\x1b');
});
