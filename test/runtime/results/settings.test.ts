import { describe, expect, it } from 'vitest';
import { settingsOfPlan } from '../../../runtime/results/settings.ts';
import { plan } from './small.ts';

const settings = settingsOfPlan(plan);
const value = (path: string) => settings.find((row) => row.path === path)?.value;

describe('settingsOfPlan', () => {
  it('writes every leaf once where all variants agree', () => {
    expect(value('seed')).toBe('5');
    expect(value('network.layers[0]')).toBe('dense');
    expect(value('network.layers[0].units')).toBe('3');
    expect(value('network.layers[0].bias')).toBe('none');
    expect(value('data.corners.count')).toBe('4');
    expect(value('measure.scores.at')).toBe('[every 10 steps]');
    expect(value('measure.scores.points')).toBe('corners');
  });

  it('names the arm that decides where they do not', () => {
    expect(value('network.layers[1].initial [start=a]')).toBe('zeros');
    expect(value('network.layers[1].initial [start=b]')).toBe('ones');
    expect(value('network.layers[1].initial')).toBeUndefined();
    expect(new Set(settings.map(({ path }) => path)).size).toBe(settings.length);
  });
});
