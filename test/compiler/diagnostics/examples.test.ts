import { expect, test } from 'vitest';
import { catalogue } from '../../../compiler/diagnostics/catalogue.ts';
import { experiment } from '../../../compiler/diagnostics/examples/example.ts';
import { compileExample, examples } from '../../../compiler/diagnostics/examples/index.ts';
import { compileText } from '../../support/experiment.ts';

test('every code has an example', () => {
  const missing = [...catalogue.keys()].filter((code) => !examples[code]);
  expect(missing).toEqual([]);
  expect(Object.keys(examples).filter((code) => !catalogue.has(code))).toEqual([]);
});

test('the experiment of the examples is right', () => {
  expect(compileText(experiment).diagnostics).toEqual([]);
});

test.each(Object.entries(examples))(
  'the example of %s makes that mistake before any other',
  (code, example) => {
    if (example.right !== undefined && example.right !== example.wrong)
      expect(experiment.split(example.right)).toHaveLength(2);
    const { diagnostics } = compileExample(example);
    expect(diagnostics[0]?.code, diagnostics[0]?.message).toBe(code);
  },
);
