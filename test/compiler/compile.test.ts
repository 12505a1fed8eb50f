import fc from 'fast-check';
import { expect, test } from 'vitest';
import { experimentName } from '../../compiler/compile.ts';
import { canonical } from '../../compiler/plan/canonical.ts';
import type { Plan } from '../../compiler/plan/plan.ts';
import { verifyPlan } from '../../compiler/plan/verify.ts';
import { base, compileText } from '../support/experiment.ts';

const plan = compileText(base).plan as Plan;

test('an experiment is called by its file', () => {
  expect(experimentName('workflows/smart-start.crease.yaml')).toBe('smart-start');
  expect(experimentName('small.yml')).toBe('small');
});

test('axes multiply and replicates repeat', () => {
  expect(plan.variants.map(({ id }) => id)).toEqual([
    'norm=plain,rate=0.001',
    'norm=plain,rate=0.01',
    'norm=batch,rate=0.001',
    'norm=batch,rate=0.01',
  ]);
  expect(plan.cells.map(({ id }) => id).slice(0, 3)).toEqual([
    'norm=plain,rate=0.001,replicate=1',
    'norm=plain,rate=0.001,replicate=2',
    'norm=plain,rate=0.001,replicate=3',
  ]);
});

test('shapes follow through repeated layers, and the input splits are counted', () => {
  const { network, training } = plan.variants[0];
  expect(network.layers.map(({ path, input, output }) => [path, input, output])).toEqual([
    ['0.0.0', [2], [8]],
    ['0.0.1', [8], [8]],
    ['0.0.2', [8], [8]],
    ['0.1.0', [8], [8]],
    ['0.1.1', [8], [8]],
    ['0.1.2', [8], [8]],
    ['1', [8], [2]],
  ]);
  expect(network.input).toEqual({ data: 'points', part: 'train' });
  // 60 moons, half of them for testing, in batches of 10, 4 times.
  expect(training?.steps).toBe(12);
});

test('moments become the outermost index, what `by` keeps the next', () => {
  const { curve, near, crowd } = plan.measurements;
  expect(curve.indices).toEqual([{ name: 'step', unit: 'steps', values: [0, 5, 10, 12] }]);
  expect(near.indices.map(({ name }) => name)).toEqual(['at', 'sample']);
  expect(crowd.indices.map(({ name, values }) => [name, values?.length])).toEqual([
    ['layer', 2],
    ['radius', 3],
  ]);
});

test('an arm may be a list of layers or nothing at all', () => {
  const text = base
    .replace('batch: batch_norm()', 'batch: [batch_norm(), bias()]')
    .replace('plain: bias(zeros())', 'plain: none');
  const paths = compileText(text).plan?.variants.map(({ network }) =>
    network.layers.map(({ path, layer }) => `${path} ${layer.is}`),
  );
  expect(paths?.[0].slice(0, 2)).toEqual(['0.0.0 dense', '0.0.2 relu']);
  expect(paths?.[2].slice(0, 4)).toEqual(['0.0.0 dense', '0.0.1.0 batch_norm', '0.0.1.1 bias', '0.0.2 relu']);
});

test('an override is reported where it was written', () => {
  const { diagnostics } = compileText(base, { set: { 'train.batch': 'tne' } });
  expect(diagnostics.map(({ code, span }) => [code, span.file])).toEqual([['CR0306', '--set train.batch']]);
});

test('the plan is canonical: the same text gives the same bytes', () => {
  expect(canonical(compileText(base).plan)).toBe(canonical(plan));
});

test('canonical JSON is valid JSON of the same value, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(canonical({ b: 1, a: { d: [1, 2], c: undefined } })).toBe('{"a":{"d":[1,2]},"b":1}');
  expect(() => canonical({ a: Number.NaN })).toThrow(/NaN/);
});

test('a plan that breaks its spec is refused', () => {
  expect(() => verifyPlan(plan)).not.toThrow();
  const layers = plan.variants[0].network.layers.map((layer, i) =>
    i === 1 ? { ...layer, input: [9] } : layer,
  );
  const variant = { ...plan.variants[0], network: { ...plan.variants[0].network, layers } };
  const broken: [Partial<Plan>, RegExp][] = [
    [{ variants: [variant, ...plan.variants.slice(1)] }, /layer 0.0.1 takes what arrives/],
    [{ cells: plan.cells.slice(1) }, /variants × replicates/],
    [{ measurements: {} }, /measurement .* exists/],
    [{ steps: plan.steps.filter(({ kind }) => kind === 'measure') }, /training comes first/],
    [{ steps: [{ ...plan.steps[0], key: 'x' }] }, /SHA-256/],
  ];
  for (const [change, rule] of broken) expect(() => verifyPlan({ ...plan, ...change })).toThrow(rule);
});

test('whatever is done to the text, compiling answers', () => {
  const lines = base.split('\n');
  fc.assert(
    fc.property(
      fc.nat(lines.length - 1),
      fc.nat(lines.length - 1),
      fc.constantFrom('drop', 'swap', 'cut', 'bracket', 'indent'),
      (i, j, how) => {
        const changed = [...lines];
        if (how === 'drop') changed.splice(i, 1);
        if (how === 'swap') [changed[i], changed[j]] = [changed[j], changed[i]];
        if (how === 'cut') changed[i] = changed[i].slice(0, j % (changed[i].length + 1));
        if (how === 'bracket') changed[i] = `${changed[i]}[`;
        if (how === 'indent') changed[i] = `  ${changed[i]}`;
        const text = changed.join('\n');
        const { plan: made, diagnostics } = compileText(text);
        expect(made !== undefined || diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
        for (const { span } of diagnostics) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      },
    ),
    { numRuns: 300 },
  );
});
