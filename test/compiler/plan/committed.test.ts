import { expect, test } from 'vitest';
import { canonicalLines } from '../../../compiler/plan/canonical.ts';
import { committedFile, readCommitted } from '../../../compiler/plan/committed.ts';
import { cell, results } from '../compare/pair.ts';

test('it stands beside its experiment', () => {
  expect(committedFile('workflows/a/first.crease.yaml')).toBe('workflows/a/first.results.json');
});

test('it is read as it was written, one leaf a line', () => {
  const committed = results({ a: [cell('k1', 0.5)] });
  const text = canonicalLines(committed);
  expect(readCommitted(text)).toEqual(committed);
  expect(text).toContain('\n    "score": 0.5\n');
});

test.each([
  ['', 'it is no JSON'],
  ['null', 'crease must be 1'],
  ['[]', 'crease must be 1'],
  [
    '{"crease":1,"experiment":"a","numerics":[],"cells":{}}',
    'it lacks settings, variants, measurements, claims, charts',
  ],
  ['{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> b\n}', 'marks of a merge conflict'],
])('%j is refused: %s', (text, message) => {
  expect(() => readCommitted(text)).toThrow(message);
});
