import { describe, expect, it } from 'vitest';
import { slowConvolutions } from '../../../cli/run/convolutions.ts';
import type { ReadRecord } from '../../../runtime/store/record.ts';
import { compiled } from '../../runtime/experiments.ts';

const planOf = (first: string, image: boolean) =>
  compiled(`
crease: 1
title: Slow
replicates: 2
data:
  images: digits(test = 30%, image = ${image})
network:
  input: images
  layers:
    - ${first}
    - flatten()
    - dense(images.classes)
train:
  data: images.train
  loss: cross_entropy()
  optimizer: adam(rate = 0.01)
  batch: 10
  steps: 3000
measure:
  correct:
    value: accuracy(images.test)
`);
const plan = planOf('conv2d(4)', true);
const nothing: ReadRecord = () => undefined;
const everything = (() => ({ outcome: 'done' })) as unknown as ReadRecord;

describe('slowConvolutions', () => {
  it('says how long trainings take where convolutions are slow', () => {
    // Two trainings of 3,000 steps of at least 0.01 s, and their operations besides.
    const found = slowConvolutions([{ plan }], { backend: 'wasm' }, nothing)!;
    const { minutes, seconds } = /about (?<minutes>\d+) min (?<seconds>\d+) s/.exec(found)!.groups!;
    const cost = plan.steps.reduce((sum, step) => sum + (step.kind === 'train' ? step.cost : 0), 0);
    expect(60 * Number(minutes) + Number(seconds)).toBe(Math.round(60 + cost / 3e9));
    expect(found).toContain('on wasm');
  });

  it('counts only what is still to be run', () => {
    const one = { plan, wanted: ({ cell }: { cell: string }) => cell === plan.cells[0].id };
    expect(slowConvolutions([one], { backend: 'wasm' }, nothing)).toContain('about 30 s');
    expect(slowConvolutions([{ plan }], { backend: 'wasm' }, everything)).toBeUndefined();
  });

  it('is silent on the native library, and about networks without convolutions', () => {
    expect(slowConvolutions([{ plan }], { backend: 'tensorflow' }, nothing)).toBeUndefined();
    const dense = planOf('relu()', false);
    expect(slowConvolutions([{ plan: dense }], { backend: 'wasm' }, nothing)).toBeUndefined();
  });
});
