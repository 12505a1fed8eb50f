import { expect, test } from 'vitest';
import type { CompileOptions } from '../../../compiler/compile.ts';
import { registry } from '../../../compiler/registry/index.ts';
import { statistics } from '../../../compiler/registry/statistics/index.ts';
import { trends } from '../../../compiler/registry/trends/index.ts';
import { compileText } from '../../support/experiment.ts';

/** Measurements of the geometry of a network. */
const geometric = (input: string, it: string) => `  nearest:
    value: boundary_distance(${input}.train)
  it:
    value: ${it}
  off_centre:
    value: centring_residual(${input}.train)
    by: layer
  density:
    value: boundaries_within(${input}.train, radius = 0.1)
    by: layer`;

/** An experiment in which an example of each kind can stand. */
const experiment = (slots: Partial<Record<string, string>>) => `crease: 1
title: An example
replicates: 3
data:
  images: digits(test = 30%, validation = 10%${slots.image ? ', image = true' : ''})
  points: two_moons(count = 60, test = 50%)
  ${slots.dataset ? `own: ${slots.dataset}` : ''}
network:
  input: ${slots.input ?? 'points'}
  layers:
    - ${slots.image ?? 'none'}
    - flatten()
    - dense(8, weights = ${slots.initializer ?? 'he()'}, bias = none)
    - ${slots.layer ?? 'relu()'}
    - ${slots.activation ?? 'relu()'}
    - dense(2)
    - ${slots.last ?? 'none'}
train:
  data: ${slots.input ?? 'points'}.train
  loss: ${slots.loss ?? 'cross_entropy()'}
  optimizer: ${slots.optimizer ?? 'sgd(rate = 0.1)'}
  batch: ${slots.function ? `floor(10 + 0 * (${slots.function}))` : '10'}
  epochs: 40
  ${slots.schedule ? `schedule: ${slots.schedule}` : ''}
measure:
${slots.smooth ? '' : geometric(slots.input ?? 'points', slots.measurement ?? 'partition(window = square(1))')}
  curve:
    value: accuracy(${slots.input ?? 'points'}.test)
    every: 1 step
${slots.claim ? `claims:\n  it:\n    says: It is so.\n    expect: ${slots.claim}` : ''}
`;

const isError = ({ severity }: { readonly severity: string }) => severity === 'error';
/** Layers that take no vectors. */
const ofImages = ['average_pool', 'conv2d', 'global_average_pool', 'instance_norm', 'max_pool'];
const kindOfSlot: Record<string, string> = { normalization: 'layer' };

test.each([...registry.values()].map((record) => [record.name, record] as const))(
  'the example of %s compiles',
  (_, record) => {
    const slot = kindOfSlot[record.kind] ?? record.kind;
    let text = experiment({ [slot]: record.example });
    if (record.kind === 'function' && record.result.kind === 'window')
      text = experiment({ measurement: `partition(window = ${record.example})` });
    if (record.kind === 'function' && record.result.kind === 'numbers') {
      text = experiment({ measurement: `boundaries_within(points, radius = ${record.example})` });
    }
    if (record.kind === 'function' && record.result.kind === 'slice')
      text = experiment({ measurement: `partition(window = square(1), slice = ${record.example})` });
    if (record.kind !== 'dataset' && record.example.includes('images')) {
      const measurement =
        record.kind === 'function' ? `partition(square(1), slice = ${record.example})` : record.example;
      text = experiment({ measurement, input: 'images' }).replace('dense(2)', 'dense(10)');
    }
    const smooth = 'piecewiseAffine' in record && !record.piecewiseAffine ? 'so' : undefined;
    if (smooth) text = experiment({ [slot]: record.example, smooth });
    if (ofImages.includes(record.name)) {
      const measurement = 'boundary_distance(images.test)';
      const slots = { image: record.example, input: 'images', measurement, smooth };
      text = experiment(slots).replace('dense(2)', 'dense(10)');
    }
    if (record.name === 'from_file') return expectFileExample(record.example);
    expect(
      compileText(text, { data: fileFacts }).diagnostics.filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
  },
);

const sha256 = 'a'.repeat(64);
/** What is known of the data files that examples name. */
const fileFacts: CompileOptions['data'] = {
  'csv:data/flowers.csv': {
    ...{ form: 'table', sha256, rows: 150 },
    columns: [
      { name: 'length' },
      { name: 'species', odd: { cell: 'rose', line: 2 }, different: ['iris', 'rose'] },
    ],
  },
  'npy:data/x.npy': { form: 'array', sha256, shape: [90, 5] },
  'npy:data/y.npy': { form: 'array', sha256, shape: [90], whole: [0, 2] },
  'idx:data/images-idx3-ubyte.gz': { form: 'array', sha256, shape: [90, 8, 8] },
  'idx:data/labels-idx1-ubyte.gz': { form: 'array', sha256, shape: [90], whole: [0, 9] },
  'image_folder:photos': { form: 'images', sha256, count: 40, shape: [16, 16, 3], classes: ['cat', 'dog'] },
};

/** A network out of a file is not trained, and its facts come from outside. */
function expectFileExample(example: string): void {
  const own = experiment({ layer: example });
  const text = own
    .replace(/ {4}- none\n.*(?= {4}- from_file)/s, '')
    .replace(/(from_file[^\n]*\n).*(?=measure:)/s, '$1')
    .replace('    every: 1 step\n', '');
  const facts = { sha256: 'a'.repeat(64), input: [2], widths: [8, 8], output: [2] };
  expect(compileText(text, { networks: { 'models/moons.safetensors': facts } }).diagnostics).toEqual([]);
}

test.each(Object.values(statistics).map((record) => [record.name, record] as const))(
  'the example of %s compiles',
  (_, record) => {
    expect(compileText(experiment({ claim: `${record.example} > 0` })).diagnostics.filter(isError)).toEqual(
      [],
    );
  },
);

test.each(Object.values(trends).map((record) => [record.name, record] as const))(
  'the example of %s compiles',
  (_, record) => {
    expect(compileText(experiment({ claim: record.example })).diagnostics.filter(isError)).toEqual([]);
  },
);

test('records are documented', () => {
  for (const record of [...registry.values(), ...Object.values(statistics), ...Object.values(trends)]) {
    expect(record.summary, record.name).toMatch(/^[A-Z0-9].*[^.]$/);
    expect(record.about.length, record.name).toBeGreaterThan(20);
    for (const { name, about } of record.parameters) expect(about, `${record.name}(${name})`).not.toBe('');
  }
});
