import { describe, expect, it } from 'vitest';
import type { Construct, NetworkSpec, TrainingSpec } from '../../../compiler/plan/plan.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import { initialVariables, inSinglePrecision } from '../../../runtime/train/initialize.ts';
import { type Member, type State, trainCohort } from '../../../runtime/train/train.ts';
import { batchNorm, dense, networkOf, normal, relu, somePoints } from '../networks.ts';

const data: Points = { ...somePoints(20, 2), labels: Int32Array.from({ length: 20 }, (_, i) => i % 2) };
const network = networkOf(2, dense(4), batchNorm(), relu, dense(2, normal(1)));

function member(replicate: number, steps: number, rate: number, stops: number[] = [steps]): Member {
  const training: TrainingSpec = {
    data: { data: 'points', part: 'all' },
    loss: { is: 'cross_entropy', label_smoothing: 0 },
    optimizer: { is: 'adam', rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0 },
    batch: 6,
    epochs: steps / 3,
    steps,
  };
  const initial = inSinglePrecision(initialVariables(network, 1, replicate, data));
  return { network, training, replicate, initial, stops };
}

async function run(members: Member[]) {
  const states = members.map(() => new Map<number, State>());
  let calls = 0;
  const trained = await trainCohort(members, {
    data,
    seed: 1,
    backend: 'reference',
    onState: (m, step, state) => states[m].set(step, state),
    onStep: () => calls++,
  });
  return { trained, states, calls };
}

describe('trainCohort', () => {
  it('shows each member at its own stops and ends each at its own last step', async () => {
    const { trained, states, calls } = await run([member(1, 9, 0.01, [3, 9]), member(2, 3, 0.01)]);
    expect(trained.map(({ loss }) => loss.length)).toEqual([9, 3]);
    expect(states.map((own) => [...own.keys()])).toEqual([[3, 9], [3]]);
    expect(calls).toBe(9);
  });

  it('gives members of other rates, replicates and lengths what they get alone', async () => {
    const members = [member(1, 9, 0.01), member(2, 3, 0.01), member(1, 6, 0.1)];
    const together = await run(members);
    for (const [m, own] of members.entries()) {
      const alone = await run([own]);
      expect(together.trained[m]).toEqual(alone.trained[0]);
      expect(together.states[m]).toEqual(alone.states[0]);
    }
  });

  it('gives members the same whoever fails beside them, and follows the schedule of each', async () => {
    const scheduled = (one: Member, schedule: Construct): Member => ({
      ...one,
      training: { ...one.training, schedule },
    });
    const cosine = scheduled(member(1, 9, 0.01), { is: 'cosine', warmup: 2, final: 0 });
    const stairs = scheduled(member(2, 6, 0.01), { is: 'step_decay', at: [3], factor: 0.5, warmup: 0 });
    const together = await run([cosine, member(3, 9, Infinity), stairs]);
    expect(together.trained[1].divergence).toContain('became NaN at step');
    for (const [m, own] of [
      [0, cosine],
      [2, stairs],
    ] as const) {
      const alone = await run([own]);
      expect(together.trained[m]).toEqual(alone.trained[0]);
      expect(together.states[m]).toEqual(alone.states[0]);
    }
    expect(together.trained[0].loss).not.toEqual((await run([member(1, 9, 0.01)])).trained[0].loss);
  });

  it('trains on what is left over of an epoch, where it is kept', async () => {
    const own = member(1, 8, 0.01);
    const kept = { ...own, training: { ...own.training, rest: 2, epochs: 2 } };
    const { trained } = await run([kept]);
    expect(trained[0].loss).toHaveLength(8);
    // The first three batches are the same; the fourth is the two examples that are otherwise dropped.
    const dropped = (await run([own])).trained[0].loss;
    expect(trained[0].loss.slice(0, 3)).toEqual(dropped.slice(0, 3));
    expect(trained[0].loss[3]).not.toBe(dropped[3]);
  });

  it('trains on its own rows of the data as it would on them alone', async () => {
    const rows = Int32Array.of(1, 2, 3, 5, 8, 9, 11, 12, 14, 15, 16, 18);
    const part: Points = {
      count: rows.length,
      inputs: Float64Array.from([...rows].flatMap((row) => [...data.inputs.subarray(2 * row, 2 * row + 2)])),
      labels: rows.map((row) => data.labels![row]),
    };
    const own = member(2, 6, 0.01);
    const others = { ...member(1, 6, 0.01), rows: rows.map((row) => row + 1) };
    const { trained } = await run([{ ...own, rows }, others]);
    const [alone] = await trainCohort([own], {
      data: part,
      seed: 1,
      backend: 'reference',
      onState: () => {},
      onStep: () => {},
    });
    expect(trained[0]).toEqual(alone);
    expect(trained[1]).not.toEqual(alone);
  });

  it('reads every variable in the shape of one network', async () => {
    const { states } = await run([member(1, 3, 0.01), member(2, 3, 0.01)]);
    const state = states[1].get(3)!;
    expect(Object.entries(state).map(([name, values]) => [name, values.length])).toEqual([
      ['0.weights', 8],
      ['1.scale', 4],
      ['1.offset', 4],
      ['1.running_mean', 4],
      ['1.running_variance', 4],
      ['3.weights', 8],
      ['3.bias', 2],
    ]);
    expect(state['0.weights']).not.toEqual(states[0].get(3)!['0.weights']);
  });

  it('notices weights that are no numbers although the loss was one', async () => {
    const { trained, states } = await run([member(1, 1, Infinity)]);
    expect(trained[0].divergence).toMatch(/^\d\.\w+ became (NaN|infinite) by step 1$/);
    expect(states[0].size).toBe(0);
  });

  it('feeds changed examples where they are augmented, to each member its own', async () => {
    const image: NetworkSpec = { ...network, shape: [1, 2, 1] };
    const flat = { layer: { is: 'flatten' }, path: 'f', input: [1, 2, 1], output: [2] };
    const onImages: NetworkSpec = { ...image, layers: [flat, ...network.layers] };
    // Mirrored images are the same, so that only shifts can change what is learnt.
    const inputs = data.inputs.map((_, i) => data.inputs[i - (i % 2)]);
    const trained = async (...lists: (Construct[] | undefined)[]) => {
      const members = lists.map((augment): Member => {
        const own = member(1, 6, 0.01);
        return { ...own, network: onImages, training: { ...own.training, augment } };
      });
      const quiet = { onState: () => {}, onStep: () => {} };
      const options = { data: { ...data, inputs }, seed: 1, backend: 'reference', ...quiet } as const;
      return (await trainCohort(members, options)).map(({ loss }) => loss);
    };
    const [plain] = await trained(undefined);
    const [flipped, shifted] = await trained([{ is: 'flip' }], [{ is: 'shift', by: 1 }]);
    expect(flipped).toEqual(plain);
    expect(shifted.every((loss, step) => loss !== plain[step])).toBe(true);
    expect(await trained([{ is: 'shift', by: 1 }])).toEqual([shifted]);
  });
});
