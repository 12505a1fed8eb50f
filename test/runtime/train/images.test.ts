import { describe, expect, it } from 'vitest';
import type { TrainingSpec } from '../../../compiler/plan/plan.ts';
import type { Backend } from '../../../runtime/job.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import { cohorts } from '../../../runtime/train/cohorts.ts';
import { initialVariables, inSinglePrecision } from '../../../runtime/train/initialize.ts';
import { type Member, type State, trainCohort } from '../../../runtime/train/train.ts';
import { available, compiled } from '../experiments.ts';
import {
  batchNorm,
  conv,
  dense,
  flatten,
  maxPool,
  networkOf,
  normal,
  relu,
  somePoints,
} from '../networks.ts';

const backend = await available();
const count = 40;
const steps = 50;
const data: Points = {
  ...somePoints(count, 6 * 6 * 2),
  labels: Int32Array.from({ length: count }, (_, i) => i % 3),
};
const network = networkOf(
  [6, 6, 2],
  conv(4, { bias: null }),
  batchNorm(),
  relu,
  maxPool(),
  conv(5, { stride: 2 }),
  relu,
  flatten,
  dense(3, normal(0.1)),
);

function member(replicate: number, rate: number): Member {
  const training: TrainingSpec = {
    data: { data: 'points', part: 'all' },
    loss: { is: 'cross_entropy', label_smoothing: 0 },
    optimizer: { is: 'sgd', rate, momentum: 0.9, nesterov: false, weight_decay: 0 },
    batch: 8,
    epochs: steps / 5,
    steps,
  };
  const initial = inSinglePrecision(initialVariables(network, 1, replicate, data));
  return { network, training, replicate, initial, stops: [steps] };
}

async function run(members: readonly Member[], backend: Backend) {
  const states: State[] = [];
  const onState = (m: number, _: number, state: State) => {
    states[m] = state;
  };
  const trained = await trainCohort(members, { data, seed: 1, backend, onState, onStep: () => {} });
  return members.map((_, m) => ({ loss: trained[m].loss, state: states[m] }));
}

describe('a network with convolutions', () => {
  it('trains to the same bytes beside another, alone, and again', async () => {
    const members = [member(1, 0.01), member(2, 0.02)];
    const together = await run(members, backend);
    for (const [m, own] of members.entries()) expect((await run([own], backend))[0]).toEqual(together[m]);
    expect(await run(members, backend)).toEqual(together);
  });

  it('trains as in double precision over 50 steps', async () => {
    const [[found], [exact]] = [
      await run([member(1, 0.01)], backend),
      await run([member(1, 0.01)], 'reference'),
    ];
    expect(exact.loss[steps - 1]).toBeLessThan(exact.loss[0] / 2);
    // A step rounds by 2⁻²⁴ = 6e-8 some thousand times, and 50 steps carry that on: 6e-8 · sqrt(1000 · 50) = 1e-5,
    // times 10 for cancellation. A wrong term shows at 1e-2.
    const near = (a: ArrayLike<number>, b: ArrayLike<number>) => {
      const largest = Math.max(...Array.from(b, Math.abs), 1e-2);
      return Array.from(b, (value, i) => Math.abs(value - a[i])).every((error) => error < 1e-4 * largest);
    };
    expect(near(found.loss, exact.loss)).toBe(true);
    for (const [name, values] of Object.entries(exact.state))
      expect([name, near(found.state[name], values)]).toEqual([name, true]);
  });
});

it('cells with convolutions are not put together', () => {
  const plan = compiled(`
crease: 1
title: Alone
replicates: 3
data:
  images: digits(test = 30%, image = true)
network:
  input: images
  layers:
    - conv2d(4)
    - relu()
    - global_average_pool()
    - dense(images.classes)
train:
  data: images.train
  loss: cross_entropy()
  optimizer: adam(rate = 0.01)
  batch: 10
  epochs: 1
measure:
  correct:
    value: accuracy(images.test)
`);
  const ids = plan.cells.map(({ id }) => id);
  expect(cohorts(plan, ids)).toEqual(ids.map((id) => [id]));
});
