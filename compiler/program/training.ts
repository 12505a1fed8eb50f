import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Construct, NetworkSpec, TrainingSpec } from '../plan/plan.ts';
import { settingsOf } from '../registry/construct.ts';
import { losses } from '../registry/losses/index.ts';
import type { LossRecord } from '../registry/losses/loss.ts';
import { optimizers } from '../registry/optimizers/index.ts';
import type { OptimizerPlace, OptimizerRecord } from '../registry/optimizers/optimizer.ts';
import { Builder } from './build.ts';
import { gradients } from './differentiate.ts';
import { examplesSeen, lowerNetwork } from './network.ts';
import { Parameters } from './parameters.ts';
import type { Entry, Program, Ref, Shape } from './program.ts';

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
 * Entry `train` takes `indices` (int `[S, V]`, rows of the data set for each member: its batch, then what only batch
 * statistics see) and `optimizer/…` (`[S]` each, see `OptimizerRecord.feeds`), and where layers ask for them random
 * numbers, `draw/path/purpose` `[S, …]`, and `step`, the steps taken before, `[S]`. It gives `loss` (`[S]`, the mean over
 * each member's batch before the step) and updates every variable, buffer and slot. Entry `train_rest` does the same
 * with the smaller last batch of an epoch, where that is kept. Where examples are augmented, both take them as
 * `examples` `[S, V, …shape]` instead of gathering them from `inputs`, and `indices` only find their labels.
 *
 * States, which all start at zero: `inputs` `[N, …shape]` and `labels` (int `[N]`), one data set for all
 * members; `path.variable` `[S, …]`, the network; `path.variable/slot` `[S, …]`, what the optimizer keeps. Those of small
 * variables are parts of one state.
 */
export function trainingProgram(
  network: NetworkSpec,
  training: TrainingSpec,
  members: number,
  examples: Examples,
): Program {
  const build = new Builder();
  const parameters = new Parameters(build, network, members);
  const step = (batch: number): Entry => {
    const lower = { build, network, training, members, examples, batch, parameters };
    const { loss, trained, ...lowered } = batchLoss(lower);
    const { inputs, moved } = optimize(lower, loss, trained);
    return {
      inputs: { ...lowered.inputs, ...inputs },
      ...(Object.keys(lowered.draws).length > 0 && { draws: lowered.draws }),
      outputs: { loss },
      updates: { ...lowered.updates, ...moved },
    };
  };
  return build.program({
    train: step(training.batch),
    ...(training.rest !== undefined && { train_rest: step(training.rest) }),
  });
}

/** What a step is made of. */
interface Lowering {
  readonly build: Builder;
  readonly network: NetworkSpec;
  readonly training: TrainingSpec;
  readonly members: number;
  readonly examples: Examples;
  readonly batch: number;
  readonly parameters: Parameters;
}

/** The loss `[S]` of a batch of rows of the data set, in training mode. */
function batchLoss({ build, network, training, members, examples, batch, parameters }: Lowering) {
  const seen = [members, examplesSeen(network, batch)];
  const indices = build.input('indices', seen, 'int');
  const examplesIn = training.augment
    ? build.input('examples', [...seen, ...examples.shape])
    : build.gather(build.state('inputs', [examples.count, ...examples.shape]), indices);
  const own = build.slice(indices, 1, 0, batch);
  const labels = build.gather(build.state('labels', [examples.count], 'int'), own);
  const { outputs, inputs, ...lowered } = lowerNetwork(
    build,
    network,
    examplesIn,
    'train',
    batch,
    (name, shape) => parameters.variable(name, shape),
  );
  const record: LossRecord = losses[training.loss.is as keyof typeof losses];
  const loss = record.lower(build, build.slice(outputs, 1, 0, batch), labels, settingsOf(training.loss));
  const fed: Record<string, Ref> = training.augment ? { indices, examples: examplesIn } : { indices };
  return { ...lowered, inputs: { ...fed, ...inputs }, loss };
}

/** What a step of the optimizer needs of one network beside its batch, by the name of the input that takes it. */
export function stepFeeds({ optimizer }: TrainingSpec, rate: number, step: number): Record<string, number> {
  const feeds = recordOf(optimizer).feeds(rate, step, settingsOf(optimizer));
  return Object.fromEntries(Object.entries(feeds).map(([name, value]) => [inputOf(name), value]));
}

/**
 * Equal for cells that may train together as members of one program: the same data, batches, network and
 * optimizer, except for numbers that are fed or are states (the rate, its schedule, how variables start). The number of
 * steps may differ.
 */
export function cohortKey(network: NetworkSpec, training: TrainingSpec): string {
  const [classes] = network.layers.at(-1)!.output;
  const program = trainingProgram(network, training, 2, { count: 1, shape: network.shape, classes });
  const { data, part } = training.data;
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([data, part, program]))));
}

/** What is fed to the optimizer, and new values of the trained variables and the optimizer's slots by state name. */
function optimize(
  { build, training: { optimizer }, members, parameters }: Lowering,
  loss: Ref,
  trained: Readonly<Record<string, Ref>>,
) {
  const settings = settingsOf(optimizer);
  const inputs: Record<string, Ref> = {};
  const moved: Record<string, Ref> = {};
  const slopes = gradients(build, build.sum(loss, [0]), Object.values(trained));
  const byName = Object.fromEntries(Object.keys(trained).map((name, i) => [name, slopes[i]]));
  for (const group of parameters.groups(trained, byName)) {
    const shape = build.shape(group.value);
    const place: OptimizerPlace = {
      build,
      fed: (feed) => {
        const input = build.input(inputOf(feed), [members]);
        inputs[inputOf(feed)] = input;
        return build.reshape(input, [members, ...shape.slice(1).fill(1)]);
      },
      slot: (slot, next) => (moved[`${group.state}/${slot}`] = next(parameters.slot(group, slot))),
    };
    moved[group.state] = recordOf(optimizer).lower(place, group.value, group.gradient, settings);
  }
  return { inputs, moved };
}

const inputOf = (feed: string) => `optimizer/${feed}`;
const recordOf = ({ is }: Construct): OptimizerRecord => optimizers[is as keyof typeof optimizers];
