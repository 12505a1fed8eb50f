import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../compiler/compile.ts';
import { printDiagnostics } from '../compiler/diagnostics/print.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (language: string) => readme.split(`\`\`\`${language}\n`)[1].split('```')[0];
const file = 'moons.crease.yaml';

test('the experiment of the README compiles', () => {
  const { plan, diagnostics } = compile([{ file, text: block('yaml') }], { numerics: 'test' });
  expect(diagnostics).toEqual([]);
  expect(plan?.cells).toHaveLength(10);
});

test('the message of the README is what its mistake really gives', () => {
  const text = block('yaml').replace('batch_norm()', 'batch_norm(epsilom = 1e-5)');
  const { diagnostics } = compile([{ file, text }], { numerics: 'test' });
  const shown = readme.split('```\n').find((part) => part.startsWith('error[')) ?? '';
  expect(printDiagnostics(diagnostics, new Map([[file, text]]), { color: false })).toContain(shown.trim());
});
