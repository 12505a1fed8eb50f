import type { Plan } from '../../compiler/plan/plan.ts';
import { compiled } from '../runtime/experiments.ts';

/** A small sweep that trains for a few seconds: cohorts, measurements along the way, and networks never trained. */
const text = (epochs: number) => `
crease: 1
title: A sweep to be killed
seed: 5
replicates: 5
data:
  moons: two_moons(count = 200, noise = 0.1, test = 30%)
axes:
  offsets:
    zero: bias(zeros())
    batch: batch_norm()
network:
  input: moons
  layers:
    - dense(12, bias = none)
    - offsets
    - relu()
    - dense(moons.classes)
train:
  data: moons.train
  loss: cross_entropy()
  optimizer: adam(rate = 0.02)
  batch: 14
  epochs: ${epochs}
measure:
  curve:
    value: accuracy(moons.test)
    every: ${epochs} steps
  crowding:
    value: boundaries_within(moons.train, radius = 0.2)
    at: [initial, final]
  ends:
    value: accuracy(moons.train)
`;

/** 10 cells of a training and three measurements; ten optimizer steps an epoch. */
export const sweep = (epochs: number): Plan => compiled(text(epochs));
