import type { Refusal } from '../construct.ts';
import type { FunctionRecord } from './function.ts';

/** Builds the record of a function of one plain number. */
function elementary(
  name: string,
  summary: string,
  compute: (x: number) => number,
  domain?: { accepts: (x: number) => boolean; says: string },
): FunctionRecord {
  return {
    name,
    kind: 'function',
    summary,
    about: `${summary}, in double precision.`,
    version: 1,
    parameters: [{ name: 'x', about: 'a number', type: { kind: 'number', unit: 'one' } }],
    example: `${name}(2)`,
    result: { kind: 'number', unit: () => 'one' },
    evaluate: ({ x }) =>
      !domain || domain.accepts(x as number)
        ? compute(x as number)
        : ({ refused: `${name}(${x}) is not defined: ${domain.says}` } satisfies Refusal),
  };
}

export const sqrt = elementary('sqrt', 'Square root', Math.sqrt, {
  accepts: (x) => x >= 0,
  says: 'the number must not be negative',
});
export const log = elementary('log', 'Natural logarithm', Math.log, {
  accepts: (x) => x > 0,
  says: 'the number must be positive',
});
export const exp = elementary('exp', 'Exponential', Math.exp);
export const abs = elementary('abs', 'Absolute value of a number', Math.abs);
export const round = elementary('round', 'Nearest whole number, halves up', Math.round);
export const floor = elementary('floor', 'Largest whole number that is not above', Math.floor);
