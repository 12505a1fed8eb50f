import { describe, expect, test } from 'vitest';
import { base, compileText, diagnoseEdit, edited } from '../../support/experiment.ts';

const before = 'partition(window = square(3))';
const cut = (slice: string) => `partition(window = square(3), slice = ${slice})`;
const claim = 'error[norm = batch] > error[norm = plain]';
const both = (part: string) => `${part}[norm = batch] > cells.regions[norm = plain]`;
const chart =
  '    mark: line\n    encoding:\n      x: step\n      y: curve\n      color: norm\n      column: rate\n';

/** What is replaced, by what, the code, and words of the message or its help. */
const mistakes: readonly (readonly [before: string, after: string, code: string, ...words: string[]])[] = [
  [before, cut('<|through(points.train, [3, 14, 31])|>'), 'CR0560', 'no example 31', 'from 1 to 30'],
  [before, cut('through(points.train, <|[0, 1, 2]|>)'), 'CR0402', 'at least 1'],
  [before, cut('through(points.train, <|[1.5, 1, 2]|>)'), 'CR0402', 'whole number'],
  [before, cut('<|through(points.train, [3, 14, 3])|>'), 'CR0561', 'example 3 stands twice'],
  [before, cut('<|slice([0, 0], [1, 2], [-2, -4])|>'), 'CR0561', 'same direction'],
  [before, cut('<|slice([0, 0], [0, 0], [1, 0])|>'), 'CR0561', 'line'],
  [before, cut('<|slice([0, 0], [1, 0, 0], [0, 1])|>'), 'CR0562', '`u`', '3 numbers', 'takes 2'],
  [before, cut('<|slice(0, [1, 0], [0, 1])|>'), 'CR0562', '`origin`', '1 number,'],
  [before, cut('<|through(points.train, [3, 14, 15, 9])|>'), 'CR0563', 'not 4'],
  [before, cut('<|through(points.train, 3)|>'), 'CR0563', 'not 1'],
  [before, cut('<|square(3)|>'), 'CR0401', 'plane()', 'a window'],
  [before, 'partition(window = <|plane()|>)', 'CR0401', 'a slice'],
  [before, 'partition(window = square(3), certify = <|1|>)', 'CR0401', 'true or false'],
  [before, 'partition(window = square(3), most_cells = <|0|>)', 'CR0402', '1'],
  [claim, both('cells.<|decision_length|>'), 'CR0564', '`decision = true`', '`cells`'],
  [claim, both('cells.<|mean_vertices|>'), 'CR0564', '`shapes = true`'],
  [
    chart,
    '    partition: cells\n    <|decision|>: true\n    facet: {row: norm, column: rate}\n',
    'CR0564',
    'boundary',
  ],
];

describe('mistakes with slices', () => {
  test.each(mistakes)('%s → %s', (from, to, code, ...words) => {
    const { diagnostics, marked, pointed } = diagnoseEdit(from, to);
    expect(diagnostics.map((each) => each.code)).toEqual([code]);
    expect(pointed).toEqual([marked]);
    const said = `${diagnostics[0].message} ${diagnostics[0].help}`;
    for (const word of words) expect(said).toContain(word);
  });
});

/** A classifier of digits, whose partition is cut along `slice`. */
const digits = (slice: string, chart = '') => `crease: 1
title: Digits
data:
  images: digits(test = 30%)
  points: two_moons(count = 20)
network:
  input: images
  layers:
    - dense(8)
    - relu()
    - dense(images.classes)
measure:
  cells:
    value: partition(window = square(3)${slice}, decision = true, shapes = true)
  far:
    value: decision_distance(images.test, window = square(3)${slice})
claims:
  it:
    says: It is so.
    expect: cells.decision_length + mean(far.distance, over = sample) > 0 and cells.mean_vertices > 3
charts:
  picture:
    title: Picture
    partition: cells
    decision: true
${chart}`;
const codesOf = (text: string) =>
  compileText(text).diagnostics.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));

describe('a network with more than two inputs', () => {
  const through = ', slice = through(images.train, [3, 14, 15])';

  test.each([
    through,
    ', slice = principal(images.train)',
    `, slice = slice(origin = images_mean, u = first, v = second)`,
  ])('is measured in a plane%s', (slice) => {
    const numbers = (at: number) =>
      `[${Array.from({ length: 64 }, (_, i) => (i === at ? 1 : 0)).join(', ')}]`;
    const text = digits(slice).replace(
      'network:\n',
      `let:\n  images_mean: ${numbers(0)}\n  first: ${numbers(1)}\n  second: ${numbers(2)}\nnetwork:\n`,
    );
    expect(codesOf(slice.includes('first') ? text : digits(slice))).toEqual([]);
  });

  test('needs one', () => {
    const { diagnostics } = compileText(digits(''));
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual([
      'CR0508',
      'CR0508',
    ]);
    expect(diagnostics[0].help).toContain('slice = principal(images)');
    expect(codesOf(digits(', slice = plane()'))).toEqual(['CR0508', 'CR0508']);
  });

  test('needs one of its own inputs', () => {
    expect(codesOf(digits(', slice = principal(points)'))).toEqual(['CR0504']);
    expect(codesOf(digits(through, '    overlay: points\n'))).toEqual(['CR0504']);
    expect(codesOf(digits(through, '    overlay: images.test\n'))).toEqual([]);
  });

  test('is drawn along the slice, with the boundary bold and the examples of the slice', () => {
    const { plan } = compileText(digits(through));
    const { spec, rows } = plan!.charts.picture;
    const layers = spec.layer as {
      mark: { strokeWidth?: number };
      encoding: { x: { title: string } };
      transform: unknown;
    }[];
    expect(rows).toMatchObject({ kind: 'partition', decision: true });
    expect(layers.map(({ transform }) => JSON.stringify(transform).match(/equal":"(\w+)/)![1])).toEqual([
      'boundary',
      'decision',
      'point',
      'sample',
    ]);
    for (const { encoding } of layers) expect(encoding.x.title).toBe('along u (input distance)');
    expect(layers[1].mark.strokeWidth).toBeGreaterThan(3 * layers[0].mark.strokeWidth! - 0.1);
  });
});

describe('content keys', () => {
  const keysOf = (text: string) =>
    compileText(text).plan!.steps.flatMap((step) =>
      step.kind === 'measure' && step.measurement === 'cells' ? [step.key] : [],
    );
  const own = keysOf(base);

  test.each([
    'slice = plane()',
    'certify = false',
    'shapes = false, decision = false',
    'most_cells = 5_000_000',
  ])('stay where %s is written out', (settings) => {
    expect(keysOf(edited(before, `partition(window = square(3), ${settings})`))).toEqual(own);
  });

  test.each([
    'slice = through(points.train, [1, 2, 3])',
    'slice = principal(points)',
    'certify = true',
    'decision = true',
    'shapes = true',
    'most_cells = 1000',
  ])('move with %s', (settings) => {
    const moved = keysOf(edited(before, `partition(window = square(3), ${settings})`));
    for (const key of moved) expect(own).not.toContain(key);
  });

  test('of a slice are those of its data, not of their name', () => {
    const sliced = edited(before, cut('principal(points.train)'));
    expect(keysOf(sliced.replaceAll('points', 'moons'))).toEqual(keysOf(sliced));
  });
});
