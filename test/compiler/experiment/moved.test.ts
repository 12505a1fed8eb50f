import { describe, expect, it } from 'vitest';
import { movedLine, renamingOf } from '../../../compiler/plan/moved.ts';
import { base, compileText, edited } from '../../support/experiment.ts';

const withMoved = (...lines: string[]) =>
  compileText(edited('charts:\n', `moved:\n${lines.map((line) => `  ${line}\n`).join('')}charts:\n`));

describe('moved', () => {
  it('says what was called otherwise, in the plan and in no content key', () => {
    const lines = ['axes.norm.none: axes.norm.plain', 'measure.accuracy: measure.error'];
    const { plan, diagnostics } = withMoved(
      'axes.normalization: axes.norm',
      ...lines,
      'experiment.first: experiment.small',
    );
    expect(diagnostics).toEqual([]);
    expect(plan?.moved).toEqual([
      { kind: 'axis', from: 'normalization', to: 'norm' },
      { kind: 'arm', axis: 'norm', from: 'none', to: 'plain' },
      { kind: 'measurement', from: 'accuracy', to: 'error' },
      { kind: 'experiment', from: 'first', to: 'small' },
    ]);
    const keys = (each?: { key: string }[] | readonly { key: string }[]) => each?.map(({ key }) => key);
    expect(keys(plan?.steps)).toEqual(keys(compileText(base).plan?.steps));
  });

  it('follows names that were changed twice, and arms of axes by their old name', () => {
    const { plan } = withMoved('axes.a: axes.b', 'axes.b: axes.norm', 'axes.a.none: axes.norm.plain');
    expect(plan?.moved).toEqual([
      { kind: 'axis', from: 'a', to: 'norm' },
      { kind: 'axis', from: 'b', to: 'norm' },
      { kind: 'arm', axis: 'norm', from: 'none', to: 'plain' },
    ]);
  });

  it('is not fooled by a circle', () => {
    const { diagnostics } = withMoved('axes.a: axes.b', 'axes.b: axes.a');
    expect(diagnostics.map(({ code }) => code)).toEqual(['CR0391', 'CR0391']);
  });

  it('offers the name that is meant', () => {
    const { diagnostics } = withMoved('measure.accuracy: measure.eror');
    expect(diagnostics.map(({ help }) => help)).toEqual(['did you mean `measure.error`?']);
  });

  it('translates older arms and measurements', () => {
    const { plan } = withMoved('axes.normalization: axes.norm', 'axes.normalization.none: axes.norm.plain');
    const { arms, measurement, experiments } = renamingOf(plan?.moved);
    expect(arms({ normalization: 'none', rate: '0.001' })).toEqual({ norm: 'plain', rate: '0.001' });
    expect(measurement('error')).toBe('error');
    expect(experiments).toEqual([]);
    expect(plan?.moved?.map(movedLine)).toEqual([
      'axes.normalization: axes.norm',
      'axes.norm.none: axes.norm.plain',
    ]);
  });
});
