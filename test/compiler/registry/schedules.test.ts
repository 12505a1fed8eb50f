import { describe, expect, test } from 'vitest';
import type { Construct } from '../../../compiler/plan/plan.ts';
import { settingsOf } from '../../../compiler/registry/construct.ts';
import { type ScheduleName, schedules } from '../../../compiler/registry/schedules/index.ts';
import { compileText, edited } from '../../support/experiment.ts';

const factors = (schedule: Construct, steps: number) =>
  Array.from({ length: steps }, (_, k) =>
    schedules[schedule.is as ScheduleName].factor(k + 1, steps, settingsOf(schedule)),
  );
const expectFactors = (schedule: Construct, wanted: readonly number[]) =>
  factors(schedule, wanted.length).forEach((factor, k) => void expect(factor).toBeCloseTo(wanted[k], 14));

describe('the factor of each step', () => {
  test('cosine: half a period over the training', () => {
    const half = Math.SQRT1_2;
    expectFactors({ is: 'cosine', warmup: 0, final: 0 }, [1, (1 + half) / 2, 0.5, (1 - half) / 2]);
  });
  test('cosine: after the warm-up, and down to a share', () =>
    expectFactors({ is: 'cosine', warmup: 3, final: 0.2 }, [1 / 3, 2 / 3, 1, 1, 0.6]));
  test('linear', () =>
    expectFactors({ is: 'linear', warmup: 2, final: 0.5 }, [0.5, 1, 1, 0.875, 0.75, 0.625]));
  test('step_decay: after its moments, wherever the warm-up ends', () => {
    expectFactors({ is: 'step_decay', at: [2, 4], factor: 0.1, warmup: 0 }, [1, 1, 0.1, 0.1, 0.01]);
    expectFactors({ is: 'step_decay', at: 3, factor: 0.5, warmup: 2 }, [0.5, 1, 1, 0.5]);
  });
  test('warmup', () => expectFactors({ is: 'warmup', warmup: 4 }, [0.25, 0.5, 0.75, 1, 1]));
});

describe('a schedule that does not fit', () => {
  const told = (text: string) =>
    compileText(edited('  epochs: 4', `  epochs: 4\n  schedule: ${text}`))
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map(({ code, message }) => `${code}: ${message}`);
  test.each([
    ['warmup(12 steps)', 'CR0541: the rate would grow for 12 steps, but the training takes 12'],
    ['cosine(warmup = 5 epochs)', 'CR0541: the rate would grow for 15 steps, but the training takes 12'],
    ['step_decay(at = [3, 12])', 'CR0541: the rate would fall after 12 steps, but the training takes 12'],
    ['adam(rate = 1)', 'CR0401: `schedule` takes a schedule such as cosine(warmup = 100 steps), or none'],
    ['cosine(warmup = 1.5 steps)', 'a whole number'],
    ['cosine(warmup = -1 epochs)', 'at least 0'],
    ['cosine(warmup = [1, 2])', 'takes steps or epochs'],
    ['step_decay(at = true)', 'or a list of them'],
    ['warmup(2 examples)', 'examples'],
  ])('%s', (text, message) => {
    expect(told(text).join('\n')).toContain(message);
    expect(told(text)).toHaveLength(1);
  });
  test('one that does is silent', () => expect(told('step_decay(at = [1 epoch, 10 steps])')).toEqual([]));
});
