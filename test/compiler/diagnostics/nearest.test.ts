import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certain, nearest } from '../../../compiler/diagnostics/nearest.ts';

const names = ['batch_norm', 'layer_norm', 'dense', 'relu', 'leaky_relu', 'ReLU6'];

test.each([
  ['bacth_norm', 'batch_norm'],
  ['batchnorm', 'batch_norm'],
  ['dens', 'dense'],
  ['densse', 'dense'],
  ['Dense', 'dense'],
  ['rellu', 'relu'],
])('%s is probably %s', (typed, meant) => expect(nearest(typed, names)).toBe(meant));

test.each(['convolution', 'x', '', 'tanh'])('%j resembles nothing', (typed) => {
  expect(nearest(typed, names)).toBeUndefined();
});

test('a swap of neighbours is one slip, a change of two letters is two', () => {
  expect(nearest('abdc', ['abxy', 'abcd'])).toBe('abcd');
  expect(nearest('abdc', ['abxy'])).toBeUndefined();
});

test('the exact name is not a suggestion', () => expect(nearest('dense', ['dense'])).toBeUndefined());

test.each([
  ['bacth_norm', 'batch_norm', 'batch_norm'],
  ['batchnrm', 'batch_norm', 'batch_norm'],
  ['batchnr', 'batch_norm', undefined],
  ['Dense', 'dense', 'dense'],
  ['ab', 'abc', undefined],
  ['0.01', '0.001', undefined],
  ['dense', undefined, undefined],
])('what %s was meant to be is certain or not', (typed, near, sure) => {
  expect(certain(typed, near, [...names, 'abc'])).toBe(sure);
});

test('of two names equally near neither is certain', () => {
  expect(certain('stepp', 'step', ['step', 'steps'])).toBeUndefined();
  expect(certain('stepps', 'steps', ['step', 'steps'])).toBe('steps');
});

/** The whole table, entry by entry, as the definition has it. */
function slips(a: string, b: string): number {
  const table = [...a, ''].map(() => new Array<number>(b.length + 1).fill(0));
  for (let i = 0; i <= a.length; i++)
    for (let j = 0; j <= b.length; j++) {
      const ways = i === 0 || j === 0 ? [i + j] : [table[i - 1][j] + 1, table[i][j - 1] + 1];
      if (i > 0 && j > 0) ways.push(table[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        ways.push(table[i - 2][j - 2] + 1);
      table[i][j] = Math.min(...ways);
    }
  return table[a.length][b.length];
}

test('the nearest has the fewest slips, which are at most a third of the letters', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '_'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 20 }), (typed, known) => {
      const others = known.filter((other) => other !== typed).map((other) => slips(typed, other));
      const least = Math.min(...others);
      const found = nearest(typed, known);
      const isNear = least <= Math.max(1, Math.floor(typed.length / 3));
      expect(found === undefined ? undefined : slips(typed, found)).toBe(isNear ? least : undefined);
    }),
  );
});

test.each([
  ['many names', 'name', 'q1234'],
  ['long ones', 'n'.repeat(1_000), 'n'.repeat(999)],
])('of %s only some are looked at', (_, name, typed) => {
  let looked = 0;
  function* known() {
    for (let i = 0; i < 100_000; i++) {
      looked++;
      yield `${name}${i}`;
    }
  }
  nearest(typed, known());
  expect(looked).toBeLessThan(1_000);
});
