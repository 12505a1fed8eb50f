import { describe, expect, test } from 'vitest';
import { type Compilation, compile, isFragmentText } from '../../../compiler/compile.ts';
import { base, edited } from '../../support/experiment.ts';

const fragment = `crease: 1
let:
  width: 8
  slope: 0.1
networks:
  block:
    parameters: {units: width, bent: slope}
    layers:
      - dense(units, bias = none)
      - leaky_relu(bent)
`;
const experiment = edited('seed: 7', 'import:\n  blocks: ./blocks.crease.yaml\nseed: 7')
  .replace('dense(8, bias = none)', 'dense(blocks.width, bias = none)')
  .replace('    - dense(points.classes)', '    - blocks.block(bent = 0.2)\n    - dense(points.classes)');

type Files = Readonly<Record<string, string>>;
const main = 'work/small.crease.yaml';

/** Compiles as the command does: reads what is asked for, and says what is not there. */
function compileFiles(files: Files, name = main): Compilation {
  const sources = [{ file: name, text: files[name] }];
  const missing: string[] = [];
  for (let round = 0; round < 200; round++) {
    const compiled = compile(sources, { numerics: 'test', missing });
    if (compiled.needs.length === 0) return compiled;
    for (const file of compiled.needs)
      if (file in files) sources.push({ file, text: files[file] });
      else missing.push(file);
  }
  throw new Error('it never ends');
}

/** The one diagnostic of these files, and the text that it points at. */
function only(files: Files) {
  const { plan, diagnostics } = compileFiles(files);
  expect(plan).toBeUndefined();
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toHaveLength(1);
  const [{ code, message, help, span, related }] = diagnostics;
  const places = related.map((each) => `${each.span.file}: ${each.message}`);
  return {
    code,
    says: `${message} — ${help}`,
    file: span.file,
    at: files[span.file].slice(span.start, span.end),
    places,
  };
}
const withFragment = (text: string): Files => ({ [main]: experiment, 'work/blocks.crease.yaml': text });

describe('an import', () => {
  test('asks for the file, and compiles when it is there', () => {
    const alone = compile([{ file: main, text: experiment }], { numerics: 'test' });
    expect(alone).toMatchObject({ needs: ['work/blocks.crease.yaml'], diagnostics: [] });
    const { plan, diagnostics, needs } = compileFiles(withFragment(fragment));
    expect([diagnostics, needs]).toEqual([[], []]);
    const layers = plan?.variants[0].network.layers.map(({ layer }) => layer);
    expect(layers?.slice(-3)).toMatchObject([
      { is: 'dense', units: 8 },
      { is: 'leaky_relu', slope: 0.2 },
      { is: 'dense' },
    ]);
  });

  test('means the same as what it says written out: the same keys', () => {
    const keys = (compiled: Compilation) => compiled.plan?.steps.map(({ key }) => key);
    const own = experiment
      .replace('import:\n  blocks: ./blocks.crease.yaml\n', fragment.slice('crease: 1\n'.length))
      .replace('blocks.width', 'width')
      .replace('blocks.block', 'block');
    expect(keys(compileFiles(withFragment(fragment)))).toEqual(keys(compileFiles({ [main]: own })));
  });

  test('reaches files that fragments import, each read once', () => {
    const { plan, diagnostics } = compileFiles({
      [main]: experiment,
      'work/blocks.crease.yaml': fragment
        .replace('let:\n', 'import: {sizes: ../shared/sizes.crease.yaml}\nlet:\n')
        .replace('width: 8', 'width: 2 * sizes.half'),
      'shared/sizes.crease.yaml': 'crease: 1\nlet: {half: 4}\n',
    });
    expect(diagnostics).toEqual([]);
    expect(plan?.variants[0].network.layers[0].layer.units).toBe(8);
  });

  test('of an experiment outside of the folder stays within its own', () => {
    const files = { '/tmp/x/small.crease.yaml': experiment, '/tmp/x/blocks.crease.yaml': fragment };
    expect(compileFiles(files, '/tmp/x/small.crease.yaml').diagnostics).toEqual([]);
    const out = { ...files, '/tmp/x/small.crease.yaml': experiment.replace('./blocks', '../blocks') };
    expect(compileFiles(out, '/tmp/x/small.crease.yaml').diagnostics[0].code).toBe('CR0802');
  });

  test('that nothing reads is a warning', () => {
    const text = edited('seed: 7', 'import:\n  blocks: ./blocks.crease.yaml\nseed: 7');
    const { plan, diagnostics } = compileFiles({ ...withFragment(fragment), [main]: text });
    expect(plan).toBeDefined();
    expect(diagnostics).toMatchObject([{ code: 'CR0321', message: 'nothing reads the import `blocks`' }]);
  });
});

describe('a path', () => {
  test.each([
    ['https://example.org/a.crease.yaml', 'CR0801', 'address'],
    ['/etc/a.crease.yaml', 'CR0801', 'absolute'],
    ['.\\a.crease.yaml', 'CR0801', '`./a.crease.yaml`'],
    ['./blocks.yaml', 'CR0801', '`./blocks.crease.yaml`'],
    ['./blocks', 'CR0801', '`./blocks.crease.yaml`'],
    ['../../a.crease.yaml', 'CR0802', 'out of the project'],
    ['./../work/../../a.crease.yaml', 'CR0802', 'out of the project'],
    ['./block.crease.yaml', 'CR0803', 'no file'],
    ['./small.crease.yaml', 'CR0804', 'imports itself'],
  ])('%s is refused where it stands', (path, code, words) => {
    const text = experiment.replace('./blocks.crease.yaml', path);
    const found = only({ ...withFragment(fragment), [main]: text });
    expect(found).toMatchObject({ code, file: main, at: path });
    expect(found.says).toContain(words);
  });
});

describe('a mistake in a fragment', () => {
  const imported = [`${main}: imported here`];

  test.each([
    ['width: 8', 'width: eight', 'CR0306', 'eight'],
    ['leaky_relu(bent)', 'leaky_relu(bend)', 'CR0306', 'bend'],
    ['leaky_relu(bent)', 'leaky_rlu(bent)', 'CR0306', 'leaky_rlu'],
    ['leaky_relu(bent)', 'dense(points.classes)', 'CR0306', 'points'],
    ['slope: 0.1', 'slope: 0.1\n  width: 9', 'CR0105', 'width'],
    ['crease: 1', 'crease: 3', 'CR0316', '3'],
    ['let:\n', 'lets: {a: 1}\nlet:\n', 'CR0301', 'lets'],
    ['slope: 0.1', 'slope: 0.1 +', 'CR0201', ''],
  ])('%s → %s points into its file, and says where it was imported', (before, after, code, at) => {
    const found = only(withFragment(edited(before, after, fragment)));
    expect(found).toMatchObject({ code, file: 'work/blocks.crease.yaml', at });
    expect(found.places).toEqual(expect.arrayContaining(imported));
  });

  test('is shown at the call where the call is wrong', () => {
    const text = experiment.replace('blocks.block(bent = 0.2)', 'blocks.blok(bent = 0.2)');
    expect(only({ ...withFragment(fragment), [main]: text })).toMatchObject({
      code: 'CR0308',
      file: main,
      at: 'blok',
    });
    const width = experiment.replace('blocks.width', 'blocks.widht');
    const found = only({ ...withFragment(fragment), [main]: width });
    expect(found).toMatchObject({ code: 'CR0308', file: main, at: 'widht' });
    expect(found.says).toContain('`width`');
  });

  test('of files that import one another shows the circle', () => {
    const found = only({
      [main]: experiment,
      'work/blocks.crease.yaml': fragment.replace('let:\n', 'import: {more: ./more.crease.yaml}\nlet:\n'),
      'work/more.crease.yaml': 'crease: 1\nimport: {back: ./blocks.crease.yaml}\nlet: {a: 1}\n',
    });
    expect(found).toMatchObject({
      code: 'CR0804',
      file: 'work/more.crease.yaml',
      at: './blocks.crease.yaml',
    });
    expect(found.says).toContain('work/blocks.crease.yaml → work/more.crease.yaml → work/blocks.crease.yaml');
  });

  test('an experiment is no fragment', () => {
    const found = only(withFragment(base));
    expect(found).toMatchObject({ code: 'CR0805', file: main, at: './blocks.crease.yaml' });
    expect(found.says).toContain('`title`');
    expect(found.places).toEqual(['work/blocks.crease.yaml: `title` belongs to an experiment']);
  });
});

test('a fragment by itself has nothing to run', () => {
  const { plan, diagnostics } = compile([{ file: 'blocks.crease.yaml', text: fragment }], {
    numerics: 'test',
  });
  expect(plan).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'CR0806' }]);
  expect(isFragmentText('a', fragment)).toBe(true);
  expect(isFragmentText('a', base)).toBe(false);
  expect(isFragmentText('a', 'let: [')).toBe(false);
});

test('no end of files is a clear answer, soon', () => {
  const files: Record<string, string> = { [main]: experiment.replace('./blocks', './f0') };
  for (let i = 0; i < 150; i++)
    files[`work/f${i}.crease.yaml`] =
      `crease: 1\nimport: {next: ./f${i + 1}.crease.yaml}\nlet: {width: next.width}\n`;
  const { diagnostics } = compileFiles(files);
  expect(diagnostics[0]).toMatchObject({ code: 'CR0807' });
});

describe('names that clash inside a fragment', () => {
  test.each([
    [
      'a value and a network',
      fragment.replace('  slope: 0.1', '  block: 0.1').replace('bent: slope', 'bent: 0.1'),
      'block',
    ],
    ['a value and an import', `${fragment}import: {width: ./other.crease.yaml}\n`, 'width'],
    [
      'a built-in name',
      fragment.replace('  slope: 0.1', '  step: 0.1').replace('bent: slope', 'bent: 0.1'),
      'step',
    ],
  ])('%s: the later one is told of the first', (_, text, name) => {
    const { code, file, at } = only({ ...withFragment(text), 'work/other.crease.yaml': fragment });
    expect({ code, file, at }).toEqual({ code: 'CR0305', file: 'work/blocks.crease.yaml', at: name });
  });
});
