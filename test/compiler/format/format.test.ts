import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commentsOf } from '../../../compiler/format/comments.ts';
import { format } from '../../../compiler/format/format.ts';
import { base, compileText, edited } from '../../support/experiment.ts';

/** The text in canonical form; it must have one. */
function formatted(text: string): string {
  const found: string[] = [];
  const result = format('a.crease.yaml', text, ({ message }) => found.push(message));
  expect(found).toEqual([]);
  return result as string;
}
const keysOf = (text: string) => {
  const { plan, diagnostics } = compileText(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return plan;
};

test('what is canonical stays as it is, and sections get air', () => {
  const once = formatted(base);
  expect(once.replaceAll('\n\n', '\n')).toBe(base);
  expect(once).toContain('replicates: 3\n\ndata:\n');
  expect(formatted(once)).toBe(once);
});

test('sections and keys come in the order of the language, names in their own', () => {
  const text = formatted(
    base
      .replace('title: A small experiment\n', '')
      .replace('profiles:\n', 'title: A small experiment\nprofiles:\n')
      .replace(
        '  loss: cross_entropy()\n  optimizer: adam(rate = rate)\n',
        '  optimizer: adam(rate = rate)\n  loss: cross_entropy()\n',
      ),
  );
  expect(text).toBe(formatted(base));
});

/** A line or two as written, and as they are printed. */
const lines: readonly (readonly [written: string, printed: string])[] = [
  ['  rate: [1e-3, 1e-2]', '  rate: [1e-3, 1e-2]'],
  ['  rate: [ 1e-3,1e-2 ]', '  rate: [1e-3, 1e-2]'],
  ['  rate:\n    - 1e-3\n    - 1e-2', '  rate:\n    - 1e-3\n    - 1e-2'],
  ['  rate:\n  - 1e-3\n  - 1e-2', '  rate:\n    - 1e-3\n    - 1e-2'],
  ['  rate: [1_000 * 1e-6, 10e-3]', '  rate: [1_000 * 1e-6, 10e-3]'],
  ['  rate: "[1e-3,1e-2]"', '  rate: "[1e-3, 1e-2]"'],
];
test.each(lines)('%s', (written, printed) => {
  expect(formatted(edited('  rate: [1e-3, 1e-2]', written))).toContain(`${printed}\n\nnetwork:`);
});

test.each([
  ["expect: 'error[norm=batch]>error[norm=plain]'", 'expect: error[norm = batch] > error[norm = plain]'],
  [
    'expect: >\n      error[norm = batch]\n      > error[norm=plain]',
    'expect: error[norm = batch] > error[norm = plain]',
  ],
])('a claim written %j', (written, printed) => {
  const text = edited('expect: error[norm = batch] > error[norm = plain]', written);
  expect(formatted(text)).toBe(
    formatted(base).replace('expect: error[norm = batch] > error[norm = plain]', printed),
  );
});

test('flow maps become blocks, but settings of Vega-Lite keep their form', () => {
  const text = edited(
    '  error:\n    value: accuracy(points.test)\n',
    '  error: {value: "accuracy(points.test)", at: [final]}\n',
  ).replace('      y: curve', '      y: {field: curve, scale: {domain: [0, 1], zero: false}, title: "A: b"}');
  expect(formatted(text)).toContain('  error:\n    value: accuracy(points.test)\n    at: [final]\n');
  expect(formatted(text)).toContain(
    '      y:\n        field: curve\n        scale: {domain: [0, 1], zero: false}\n        title: "A: b"\n',
  );
});

test('a long expression is folded between its brackets, long prose between its words', () => {
  const long =
    'error[norm = batch] - error[norm = plain] > 1 points * (1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12)';
  const says = 'word '.repeat(40).trim();
  const text = formatted(
    edited('error[norm = batch] > error[norm = plain]', long).replace('It helps.', says),
  );
  expect(text).toContain(
    '    expect: >-\n      error[norm = batch] - error[norm = plain] > 1 points *\n      (1 + 2',
  );
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  expect([keysOf(text)?.claims.better.says].flat().join('')).toBe(says);
});

test('a literal keeps its lines, whatever they look like', () => {
  const about = ['  indented', '', '# no comment', 'key: value', '\ttab', 'end', ''].join('\n');
  for (const header of ['|', '|-', '|+', '|2', '>', '>-']) {
    const block = about.split('\n').map((line) => (line ? `    ${line}` : ''));
    const own = header.endsWith('2') ? block.map((line) => line.slice(2)) : block.slice(1);
    const text = edited('seed: 7\n', `about: ${header}\n${own.join('\n')}\nseed: 7\n`);
    const again = formatted(text);
    expect(keysOf(again)?.about, header).toBe(keysOf(text)?.about);
    expect(formatted(again), header).toBe(again);
  }
});

describe('comments', () => {
  const noted = `# top of the file

# yaml-language-server: $schema=x
crease: 1 # version
title: A # title
# before the measurements
measure: # what
  # the first
  it:   # named
    value: boundary_distance(points)   # of all
    # end of it

  # loose

  # end of all
# before the data
data:
  points: arc(count = 9, radius = 1, angle = 140deg)
network:
  input: points
  layers: # all of them
    # first
    - dense(4) # four
    # then
    - repeat: 1 # once
      # what
      layers: [relu(), # cut
        dense(2)]
      # end of repeat
    # last
    - relu()
    # end of layers
# the end
`;
  test('stay with what they belong to when sections move', () => {
    expect(formatted(noted)).toBe(`# top of the file

# yaml-language-server: $schema=x
crease: 1 # version
title: A # title

# before the data
data:
  points: arc(count = 9, radius = 1, angle = 140deg)

network:
  input: points
  layers: # all of them
    # first
    - dense(4) # four
    # then
    - repeat: 1 # once
      # what
      layers:
        - relu() # cut
        - dense(2)
      # end of repeat
    # last
    - relu()
    # end of layers

# before the measurements
measure: # what
  # the first
  it: # named
    value: boundary_distance(points) # of all
    # end of it

  # loose

  # end of all
# the end
`);
  });

  test('inside a value that is printed on one line stand above it', () => {
    const text = edited('at: [initial, final]', 'at: [initial, # early\n      final]');
    expect(formatted(text)).toContain('    # early\n    at: [initial, final]\n');
  });
});

/** What an author may do to a line without changing what it means. */
const noise = fc.record({
  line: fc.nat(base.split('\n').length - 2),
  what: fc.constantFrom('comment above', 'comment beside', 'empty line above', 'deep comment', 'spaces'),
});

function disturb(text: string, { line, what }: { line: number; what: string }): string {
  const all = text.split('\n');
  const own = all[line];
  if (what === 'comment above')
    all[line] = `${' '.repeat(own.length - own.trimStart().length)}# c${line}\n${own}`;
  if (what === 'deep comment') all[line] = `${own}\n            # d${line}`;
  if (what === 'comment beside' && !own.includes('#')) all[line] = `${own}   # b${line}`;
  if (what === 'empty line above') all[line] = `\n\n${own}`;
  if (what === 'spaces' && !own.includes('#'))
    all[line] = own.replace(/(?<=\S): (?=\S)/, ':    ').replace(/([<>*=]) /g, '$1   ');
  return all.join('\n');
}

test('no noise changes the plan, loses a comment, or is left by the second time', () => {
  const plan = keysOf(base);
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 12 }), (all) => {
      const noisy = [...all].sort((a, b) => b.line - a.line).reduce(disturb, base);
      const once = formatted(noisy);
      expect(formatted(once)).toBe(once);
      const texts = (text: string) =>
        commentsOf(text)
          .map((comment) => comment.text)
          .sort();
      expect(texts(once)).toEqual(texts(noisy));
      expect(keysOf(once)).toEqual(plan);
    }),
    { numRuns: 150 },
  );
});

test('a file with a mistake in YAML or in an expression is left alone', () => {
  const found: string[] = [];
  const report = ({ code }: { code: string }) => void found.push(code);
  expect(format('a', edited('relu()', 'relu('), report)).toBeUndefined();
  expect(format('a', edited('seed: 7', '\tseed: 7'), report)).toBeUndefined();
  expect(format('a', '- a list', report)).toBeUndefined();
  expect(found.length).toBeGreaterThanOrEqual(3);
});
