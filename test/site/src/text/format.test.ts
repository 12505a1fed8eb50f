import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatEffect,
  formatMean,
  formatNumber,
  formatP,
  formatQuantity,
} from '../../../../site/src/text/format.ts';

describe('formatNumber', () => {
  test.each([
    [0, '0'],
    [12, '12'],
    [-0.08034, '−0.0803'],
    [523.7, '524'],
    [12345, '12,345'],
    [1e-9, '1e−9'],
    [-4.234e-16, '−4.23e−16'],
    [2.5e7, '2.5e7'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('%s is shown as %s', (value, text) => expect(formatNumber(value)).toBe(text));

  test('stays within half a unit of the third digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (value) => {
        const shown = Number(formatNumber(value).replaceAll(',', '').replace('−', '-'));
        expect(Math.abs(shown - value)).toBeLessThanOrEqual(0.00501 * value);
      }),
    );
  });
});

describe('quantities', () => {
  test('a probability is in hundredths, a difference of probabilities in points', () => {
    expect(formatQuantity(0.9375, 'probability')).toBe('93.8 %');
    expect(formatQuantity(-0.02, 'probability', true)).toBe('−2 points');
    expect(formatQuantity(0.69, 'loss')).toBe('0.69 nats');
    expect(formatQuantity(3, 'no such unit')).toBe('3');
  });

  test('a mean has as many decimals as its uncertainty', () => {
    expect(formatMean(0.95812, 0.00423, 'probability')).toBe('95.81 ± 0.42 %');
    expect(formatMean(137.25, 9.43, 'count')).toBe('137.3 ± 9.4');
    expect(formatMean(12, 0, 'count')).toBe('12');
    expect(formatMean(12, null, 'count')).toBe('12');
    expect(formatMean(null, null, 'count')).toBe('–');
    expect(formatMean(4e-16, 5e-17, 'one')).toBe('4e−16 ± 5e−17');
  });

  test('an effect and its interval share decimals; an effect that rounds to nothing has no sign', () => {
    expect(formatEffect(0.0371, 0.031, 0.0432, 'probability', true)).toEqual({
      effect: '3.71 points',
      interval: '3.10 to 4.32 points',
    });
    expect(formatEffect(-0.0004, -0.12, 0.119, 'one', true).effect).toBe('0.00');
    expect(formatEffect(12, 12, 12, 'count', false)).toEqual({ effect: '12', interval: '' });
    expect(formatEffect(null, null, null, 'count', false).effect).toBe('–');
  });

  test('p-values, durations and sizes', () => {
    expect([formatP(0.0424), formatP(2e-132)]).toEqual(['p = 0.042', 'p < 0.001']);
    expect([formatDuration(1.64), formatDuration(93), formatDuration(7500)]).toEqual([
      '1.6 s',
      '2 min',
      '2 h 5 min',
    ]);
    expect([formatBytes(6), formatBytes(114254), formatBytes(2.5e6)]).toEqual(['6 B', '114 kB', '2.5 MB']);
  });
});
