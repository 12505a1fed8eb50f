import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../../compiler/compile.ts';
import { printDiagnostics } from '../../compiler/diagnostics/print.ts';

/**
 * Broken files, each with a mistake or a few that newcomers make, and beside each what they are told.
 * When the words change, a `NAME.changed.txt` stands beside the golden: read it as a newcomer would, and
 * rename it if it helps.
 */
const folder = new URL('corpus/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.crease.yaml'))
  .map((file) => file.replace('.crease.yaml', ''));

test.each(names)('%s', (name) => {
  const file = `${name}.crease.yaml`;
  const text = readFileSync(new URL(file, folder), 'utf8');
  const { plan, diagnostics } = compile([{ file, text }], { numerics: 'test' });
  const told = printDiagnostics(diagnostics, new Map([[file, text]]), { color: false });
  const [golden, changed] = ['txt', 'changed.txt'].map((ending) => new URL(`${name}.${ending}`, folder));
  const expected = existsSync(golden) ? readFileSync(golden, 'utf8') : '';
  if (told === expected) rmSync(changed, { force: true });
  else if (!process.env.CI) writeFileSync(changed, told);
  expect(told).toBe(expected);
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  expect(plan === undefined).toBe(failed);
});

test('there are enough of them', () => {
  expect(names.length).toBeGreaterThanOrEqual(120);
});
