import { describe, expect, it } from 'vitest';
import { lengthOfTime, partOf } from '../../cli/usage.ts';

describe('a length of time', () => {
  it.each([
    ['90s', 90],
    ['20m', 1200],
    ['1h30m', 5400],
    ['0.5h', 1800],
    ['1h 5s', 3605],
  ])('%s is %d seconds', (text, seconds) => {
    expect(lengthOfTime('--budget', text)).toBe(seconds);
  });

  it.each(['', '20', 'm', '0s', '5m3h', '-2m', '1e3s'])("'%s' is none", (text) => {
    expect(() => lengthOfTime('--budget', text)).toThrow(
      'must be a length of time such as 90s, 20m or 1h30m',
    );
  });
});

describe('a part', () => {
  it('is one of several, counted from 1', () => {
    expect(partOf('--shard', '2/8')).toEqual({ index: 2, count: 8 });
  });

  it.each(['0/4', '5/4', '1', 'a/b', '1/4/2'])('is not %s', (text) => {
    expect(() => partOf('--shard', text)).toThrow('must be I/N with I from 1 to N, such as 2/8');
  });
});
