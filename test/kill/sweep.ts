import type { Plan } from '../../compiler/plan/plan.ts';
import { compiled } from '../runtime/experiments.ts';

/** A small sweep that trains for a few seconds: cohorts, measurements along the way, and networks never trained. */
const moons = (epochs: number) => `
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

const images = (epochs: number) => `
crease: 1
title: A sweep of networks of images to be killed
seed: 5
replicates: 3
data:
  pixels: digits(image = true, test = 30%)
  few: take(pixels, 80)
network:
  input: few
  layers:
    - conv2d(4, bias = none)
    - batch_norm()
    - relu()
    - max_pool()
    - flatten()
    - dropout(rate = 20%)
    - dense(few.classes)
train:
  data: few.train
  loss: cross_entropy()
  optimizer: adam(rate = 0.02)
  augment: [shift(1)]
  batch: 32
  partial: keep
  epochs: ${epochs}
measure:
  curve:
    value: accuracy(few.train)
    every: ${2 * epochs} steps
  ends:
    value: loss(few.train)
`;

export const sweeps = {
  /** 10 cells of a training and three measurements; ten optimizer steps an epoch. */
  moons: (epochs: number): Plan => compiled(moons(epochs)),
  /** 3 cells of a training and two measurements, each training alone; three optimizer steps an epoch. */
  images: (epochs: number): Plan => compiled(images(epochs)),
} as const;
export type SweepName = keyof typeof sweeps;
