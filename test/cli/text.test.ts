import { expect, it } from 'vitest';
import { count, duration, operations, shellCommand } from '../../cli/text.ts';

it('counts things', () => {
  expect([count(0, 'cell'), count(1, 'cell'), count(12000, 'step')]).toEqual([
    '0 cells',
    '1 cell',
    '12,000 steps',
  ]);
});

it('tells time as people do', () => {
  const told = [0.04, 9.94, 12.4, 59.6, 200, 3599.6, 7500].map(duration);
  expect(told).toEqual(['0.0 s', '9.9 s', '12 s', '1 min 0 s', '3 min 20 s', '1 h 0 min', '2 h 5 min']);
});

it('gives operations a prefix', () => {
  expect([0, 12, 999, 1300, 52e6, 1.26e12].map(operations)).toEqual([
    ...['0.0 FLOP', '12 FLOP', '999 FLOP', '1.3 kFLOP', '52 MFLOP', '1.3 TFLOP'],
  ]);
});

it('quotes what a shell would take apart', () => {
  expect(shellCommand(['crease', 'run', 'a b.yaml', '--set', "rate=it's"])).toBe(
    `crease run 'a b.yaml' --set 'rate=it'\\''s'`,
  );
});
