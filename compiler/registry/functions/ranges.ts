import type { Refusal, Settings } from '../construct.ts';
import type { FunctionRecord } from './function.ts';

const parameters = [
  { name: 'from', about: 'first value', type: { kind: 'number', unit: 'one' } },
  { name: 'to', about: 'last value', type: { kind: 'number', unit: 'one' } },
  {
    name: 'count',
    about: 'how many values',
    type: { kind: 'number', unit: 'count', whole: true, min: 2, max: 10_000 },
  },
] as const;

/** Equal ratios. */
export const logRange: FunctionRecord = {
  name: 'log_range',
  kind: 'function',
  summary: 'Numbers from one to another in equal ratios, both ends included',
  about: '`count` numbers whose logarithms are evenly spaced. Axes of charts that show them are logarithmic.',
  version: 1,
  parameters,
  example: 'log_range(0.01, 1, count = 12)',
  result: { kind: 'numbers', unit: () => 'one' },
  evaluate: (settings) =>
    (settings.from as number) > 0 && (settings.to as number) > 0
      ? spaced(settings, (from, to, share) => from * (to / from) ** share)
      : ({
          refused: 'equal ratios need two positive ends',
          help: 'start at a small positive number, or use linear_range',
        } satisfies Refusal),
};

/** Equal steps. */
export const linearRange: FunctionRecord = {
  name: 'linear_range',
  kind: 'function',
  summary: 'Numbers from one to another in equal steps, both ends included',
  about: '`count` evenly spaced numbers.',
  version: 1,
  parameters,
  example: 'linear_range(0, 1, count = 11)',
  result: { kind: 'numbers', unit: () => 'one' },
  evaluate: (settings) => spaced(settings, (from, to, share) => from + (to - from) * share),
};

/** The values at shares 0 … 1; rounded to 12 significant digits, so that 0.1 is 0.1. */
function spaced(
  { from, to, count }: Settings,
  at: (from: number, to: number, share: number) => number,
): number[] {
  const last = (count as number) - 1;
  return Array.from({ length: count as number }, (_, i) =>
    Number(at(from as number, to as number, i / last).toPrecision(12)),
  );
}
