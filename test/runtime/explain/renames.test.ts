import { describe, expect, it } from 'vitest';
import { movedLine } from '../../../compiler/plan/moved.ts';
import { keysOf } from '../../../runtime/explain/previous.ts';
import { likelyRenames, renamedExperiment } from '../../../runtime/explain/renames.ts';
import { collectResults } from '../../../runtime/results/collect.ts';
import { smallExperiment } from '../../cli/command.ts';
import { compiled } from '../experiments.ts';

const before = compiled(smallExperiment);
const results = collectResults(before, { file: 'before.crease.yaml', text: '' }, () => undefined);
const proposals = (text: string) => likelyRenames(compiled(text), results).map(movedLine);
const axis = smallExperiment.replaceAll('offsets', 'shift');
const arm = smallExperiment
  .replace('batch: batch_norm', 'normal: batch_norm')
  .replace('offsets = batch', 'offsets = normal');

describe('likely renames', () => {
  it('are none where names are the same, whatever else changed', () => {
    expect(proposals(smallExperiment)).toEqual([]);
    expect(
      proposals(smallExperiment.replace('dense(4', 'dense(5').replace('replicates: 2', 'replicates: 3')),
    ).toEqual([]);
  });

  it('are told by equal content keys: of an axis, an arm, a measurement', () => {
    expect(proposals(axis)).toEqual(['axes.offsets: axes.shift']);
    expect(proposals(arm)).toEqual(['axes.offsets.batch: axes.offsets.normal']);
    expect(proposals(smallExperiment.replaceAll('nearest', 'closest'))).toEqual([
      'measure.nearest: measure.closest',
    ]);
  });

  it('are several at once', () => {
    expect(proposals(arm.replaceAll('offsets', 'shift').replaceAll('nearest', 'closest'))).toEqual([
      'axes.offsets: axes.shift',
      'axes.shift.batch: axes.shift.normal',
      'measure.nearest: measure.closest',
    ]);
  });

  it('are no news once the file says them, and then older keys are found', () => {
    const plan = compiled(`${axis}moved:\n  axes.offsets: axes.shift\n`);
    expect(likelyRenames(plan, results)).toEqual([]);
    const keys = keysOf(results, plan);
    expect(plan.steps.map(({ cell }) => keys(cell, 'nearest'))).toEqual(plan.steps.map(({ key }) => key));
  });

  it('are of an experiment where most of the work of the older one is in the plan', () => {
    const plan = { ...before, experiment: 'after' };
    expect(renamedExperiment(plan, [results])).toEqual({ kind: 'experiment', from: 'test', to: 'after' });
    const another = compiled(smallExperiment.replace('dense(4', 'dense(5'));
    expect(renamedExperiment(another, [results])).toBeUndefined();
  });
});
