import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { NetworkSpec, TrainingSpec } from '../plan/plan.ts';
import { settingsOf } from '../registry/construct.ts';
import { losses } from '../registry/losses/index.ts';
import type { LossRecord } from '../registry/losses/loss.ts';
import { optimizers } from '../registry/optimizers/index.ts';
import type { OptimizerRecord } from '../registry/optimizers/optimizer.ts';
import { Builder } from './build.ts';
import { gradients } from './differentiate.ts';
import { lowerNetwork } from './network.ts';
import type { Program, Ref, Shape } from './program.ts';

/** The data set that a program trains on, before it is read. */
export interface Examples {
  readonly count: number;
  /** Shape of one example. */
  readonly shape: Shape;
  readonly classes: number;
}

/**
 * One optimizer step of `members` networks side by side.
 *
 * Entry `train` takes `indices` (int `[S, B]`, rows of the data set for each member), gives `loss` (`[S]`,
 * the mean over each member's batch before the step) and updates every variable, buffer and slot.
 *
 * States, which all start at zero: `inputs` `[N, …shape]` and `labels` (int `[N]`), one data set for all
 * members; `path.variable` `[S, …]`, the network; `path.variable/slot` `[S, …]`, what the optimizer keeps;
 * `rate` `[S]`, and other settings that may differ between members; `step`, the steps taken, where the
 * optimizer counts them (a float: whole numbers up to 2²⁴ are exact).
 */
export function trainingProgram(
  network: NetworkSpec,
  training: TrainingSpec,
  members: number,
  examples: Examples,
): Program {
  const build = new Builder();
  const indices = build.input('indices', [members, training.batch], 'int');
  const inputs = build.gather(build.state('inputs', [examples.count, ...examples.shape]), indices);
  const labels = build.gather(build.state('labels', [examples.count], 'int'), indices);

  const { outputs, trained, updates } = lowerNetwork(build, network, inputs, 'train');
  const lossRecord: LossRecord = losses[training.loss.is as keyof typeof losses];
  const loss = lossRecord.lower(build, outputs, labels, settingsOf(training.loss));
  const moved = optimize(build, training, members, loss, trained);

  return build.program({
    train: { inputs: { indices }, outputs: { loss }, updates: { ...updates, ...moved } },
  });
}

/**
 * What `members` trained networks answer.
 *
 * Entry `predict` takes `inputs` `[B, …shape]`, the same for all members, and gives `outputs` `[S, B, …]`
 * in evaluation mode (normalizations use their running statistics). States as in `trainingProgram`.
 */
export function predictProgram(network: NetworkSpec, members: number, batch: number): Program {
  const build = new Builder();
  const inputs = build.input('inputs', [batch, ...network.shape]);
  const each = build.broadcast(inputs, [members, batch, ...network.shape]);
  const { outputs } = lowerNetwork(build, network, each, 'evaluate');
  return build.program({ predict: { inputs: { inputs }, outputs: { outputs }, updates: {} } });
}

/**
 * Equal for cells that may train together as members of one program: the same data, batch size, network and
 * optimizer, except for numbers that are states (how variables start, the rate). The number of steps may differ.
 */
export function cohortKey(network: NetworkSpec, training: TrainingSpec): string {
  const [classes] = network.layers.at(-1)!.output;
  const program = trainingProgram(network, training, 2, { count: 1, shape: network.shape, classes });
  const { data, part } = training.data;
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([data, part, program]))));
}

/** New values of the trained variables, the optimizer's slots and its step counter, by state name. */
function optimize(
  build: Builder,
  training: TrainingSpec,
  members: number,
  loss: Ref,
  trained: Readonly<Record<string, Ref>>,
): Record<string, Ref> {
  const record: OptimizerRecord = optimizers[training.optimizer.is as keyof typeof optimizers];
  const settings = settingsOf(training.optimizer);
  const names = Object.keys(trained);
  const slopes = gradients(build, build.sum(loss, [0]), Object.values(trained));
  const updates: Record<string, Ref> = {};
  names.forEach((name, i) => {
    const shape = build.shape(trained[name]);
    const place = {
      build,
      member: (setting: string) =>
        build.reshape(build.state(setting, [members]), [members, ...shape.slice(1).fill(1)]),
      step: () => (updates.step = build.shift(build.state('step', []), 1)),
      slot: (slot: string, next: (old: Ref) => Ref) =>
        (updates[`${name}/${slot}`] = next(build.state(`${name}/${slot}`, shape))),
    };
    updates[name] = record.lower(place, trained[name], slopes[i], settings);
  });
  return updates;
}
