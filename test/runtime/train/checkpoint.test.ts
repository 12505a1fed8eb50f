import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrainingSpec } from '../../../compiler/plan/plan.ts';
import type { Backend } from '../../../runtime/job.ts';
import type { Points } from '../../../runtime/measure/points.ts';
import type { Checkpoint } from '../../../runtime/train/checkpoint.ts';
import { initialVariables, inSinglePrecision } from '../../../runtime/train/initialize.ts';
import { type Member, type State, trainCohort } from '../../../runtime/train/train.ts';
import { available } from '../experiments.ts';
import { batchNorm, dense, networkOf, normal, relu, somePoints } from '../networks.ts';

const data: Points = { ...somePoints(20, 2), labels: Int32Array.from({ length: 20 }, (_, i) => i % 2) };
const network = networkOf(2, dense(4), batchNorm(), relu, dense(2, normal(1)));

/** A training that uses all there is: slots, a schedule, and a last batch of two examples. */
function member(replicate: number, steps: number, rate: number, stops: readonly number[]): Member {
  const training: TrainingSpec = {
    data: { data: 'points', part: 'all' },
    loss: { is: 'cross_entropy', label_smoothing: 0 },
    optimizer: { is: 'adam', rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weight_decay: 0.01 },
    schedule: { is: 'cosine', warmup: 2, final: 0 },
    batch: 6,
    rest: 2,
    epochs: steps / 4,
    steps,
  };
  const initial = inSinglePrecision(initialVariables(network, 1, replicate, data));
  return { network, training, replicate, initial, stops };
}

/** The third diverges in its first steps, and the second is done before the first. */
const members = () => [
  member(1, 12, 0.01, [1, 5, 12]),
  member(2, 6, 0.02, [3, 6]),
  member(3, 12, Infinity, [4, 12]),
];

class Stopped extends Error {}

/** Trains until the checkpoint after `stop` steps, if that is said, whose state goes through bytes as a file would. */
async function run(backend: Backend, cohort: readonly Member[], stop?: number) {
  const states = cohort.map(() => new Map<number, State>());
  let saved: readonly Checkpoint[] = [];
  const options = {
    data,
    seed: 1,
    backend,
    onState: (m: number, step: number, state: State) => void states[m].set(step, state),
    onStep: () => {},
    checkpoints: {
      due: (step: number) => step === stop,
      save: (now: readonly Checkpoint[]) => {
        saved = structuredClone(now);
        throw new Stopped();
      },
    },
  };
  try {
    return { trained: await trainCohort(cohort, options), states, saved };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { states, saved };
  }
}

const native = await available();
describe.each([...new Set<Backend>([native, 'reference'])])('checkpoints on %s', (backend) => {
  it('go on bit for bit wherever the training is interrupted, once or twice', async () => {
    const whole = await run(backend, members());
    expect(whole.trained!.map(({ loss }) => loss.length)).toEqual([12, 6, whole.trained![2].loss.length]);
    expect(whole.trained![2].divergence).toContain('became');
    const stops = fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(stops, async (interruptions) => {
        const seen = members().map(() => new Map<number, State>());
        let cohort = members();
        for (const stop of [...interruptions.toSorted((a, b) => a - b), undefined]) {
          const { trained, states, saved } = await run(backend, cohort, stop);
          states.forEach((own, m) => {
            for (const [step, state] of own) seen[m].set(step, state);
          });
          if (trained) expect(trained).toEqual(whole.trained);
          cohort = cohort.map((one, m) => ({ ...one, from: saved[m] }));
        }
        expect(seen).toEqual(whole.states);
      }),
      { numRuns: 5 },
    );
  });

  it('belong to a member, which goes on in another cohort as well', async () => {
    const whole = await run(backend, members());
    const [first, second] = [
      (await run(backend, members(), 5)).saved,
      (await run(backend, members(), 2)).saved,
    ];
    const [a, b] = members();
    const mixed = [{ ...b, from: second[1] }, { ...member(4, 3, 0.01, [3]) }, { ...a, from: first[0] }];
    const { trained } = await run(backend, mixed);
    expect([trained![2], trained![0]]).toEqual(whole.trained!.slice(0, 2));
  });

  it('show a member again where it stopped to be looked at, its end included', async () => {
    const { saved } = await run(backend, members(), 6);
    expect(saved.map(({ step }) => step).slice(0, 2)).toEqual([6, 6]);
    const { states } = await run(
      backend,
      members().map((one, m) => ({ ...one, from: saved[m] })),
    );
    expect(states.map((own) => [...own.keys()])).toEqual([[12], [6], []]);
  });
});
