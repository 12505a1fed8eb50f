import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { applyEdits, applyFixes } from '../../../compiler/diagnostics/fix.ts';
import { base, compileText, edited } from '../../support/experiment.ts';

const file = 'a';
const edit = (start: number, end: number, text: string, of = file) => ({
  span: { file: of, start, end },
  text,
});
const problem = (...fix: ReturnType<typeof edit>[]): Diagnostic => ({
  ...{ code: 'CR0301', severity: 'error', message: '', related: [] },
  ...{ span: fix[0].span, fix },
});
const sources = new Map([[file, '0123456789']]);

test('edits are applied from the end, so that places stay right', () => {
  expect(applyEdits('0123456789', [edit(0, 1, 'abc'), edit(5, 6, ''), edit(3, 3, '!')])).toBe('abc12!346789');
});

test('of two fixes that overlap only the first is applied', () => {
  const [one, two, three] = [problem(edit(2, 5, 'x')), problem(edit(4, 6, 'y')), problem(edit(5, 6, 'z'))];
  const mended = applyFixes([one, two, three], sources);
  expect(mended.applied).toEqual([one, three]);
  expect(mended.sources.get(file)).toBe('01xz6789');
});

test('a fix is applied whole or not at all', () => {
  const half = problem(edit(0, 1, 'x'), edit(0, 1, 'x', 'a file that is not here'));
  expect(applyFixes([half], sources)).toEqual({ sources, applied: [] });
});

const slips = [
  ['replicates: 3', 'replicate: 3'],
  ['input: points', 'input: pionts'],
  ['- relu()', '- rellu()'],
  ['points.classes', 'points.clases'],
  ['dense(8, bias = none)', 'dense(8, biass = none)'],
  ['every: 5 steps', 'every: 5 stepps'],
  ['at: [initial, final]', 'at: [initial, finale]'],
  ['by: layer', 'by: layers'],
  ['mark: line', 'mark: lien'],
  ['      color: norm', '      colour: norm'],
  ['y: curve', 'y: curves'],
  ['y: curve', 'y: "curves"'],
] as const;

test.each(slips)('%s is mended where it was written %s', (right, wrong) => {
  const text = edited(right, wrong);
  const { diagnostics } = compileText(text);
  const { sources, applied } = applyFixes(diagnostics, new Map([['small.crease.yaml', text]]));
  expect(applied).toHaveLength(1);
  expect(sources.get('small.crease.yaml')?.replace('"curve"', 'curve')).toBe(base);
});

test.each([
  ['title: A small experiment', 'titel: A small experiment\ntitle: Another'],
  ['input: points', 'input: data'],
  ['rate: [1e-3, 1e-2]', 'rate: [1e-3, 1e-2]\n  rat: [1, 2]'],
])('where %s is written %s nothing is certain', (right, wrong) => {
  const { diagnostics } = compileText(edited(right, wrong));
  expect(diagnostics.filter(({ fix }) => fix)).toEqual([]);
});
