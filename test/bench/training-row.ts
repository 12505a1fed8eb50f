import { performance } from 'node:perf_hooks';
import type { Construct, LayerSpec, NetworkSpec, TrainingSpec } from '../../compiler/plan/plan.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import { type LayerName, layers as records } from '../../compiler/registry/layers/index.ts';
import type { LayerRecord } from '../../compiler/registry/layers/layer.ts';
import { stream } from '../../runtime/random/stream.ts';
import { initialVariables, inSinglePrecision } from '../../runtime/train/initialize.ts';
import { type Member, trainCohort } from '../../runtime/train/train.ts';
import { construct } from '../support/construct.ts';

/**
 * node test/bench/training-row.ts CASE WARM-UP STEPS
 *
 * Trains the replicates of a case side by side, with Adam and cross-entropy, by the trainer that experiments use, and
 * prints the milliseconds of a step.
 */

/** One layer: dense and convolution have no bias and are followed by batch norm and relu, but for the last. */
export type Layer =
  | readonly ['dense' | 'conv' | 'classes', units: number]
  | readonly ['block', filters: number, stride: number]
  | readonly ['pool' | 'average' | 'flatten'];

/** A network that every contender trains. */
export interface Case {
  readonly name: string;
  /** Shape of one example: `[784]`, or height, width and channels. */
  readonly input: readonly number[];
  readonly layers: readonly Layer[];
  readonly batch: number;
  readonly replicates: number;
}

/** Milliseconds a step: the median of wall time, and the mean of processor time, all threads together. */
export interface Timing {
  readonly median: number;
  readonly cpu: number;
}

const examples = 512;

/** Writes a network layer by layer, with shapes by the registry's rules. */
class Writer {
  readonly specs: LayerSpec[] = [];
  readonly #input: readonly number[];

  constructor(input: readonly number[]) {
    this.#input = input;
  }

  get shape(): readonly number[] {
    return this.specs.at(-1)?.output ?? this.#input;
  }

  /** Adds a layer after the last one, or after `from`, and gives its path. */
  add(layer: Construct, from?: readonly string[]): string {
    const record: LayerRecord = records[layer.is as LayerName];
    const source = from && this.specs.find(({ path }) => path === from[0]);
    const input = source ? source.output : this.shape;
    const output = record.shape(input, settingsOf(layer), undefined) as readonly number[];
    const path = String(this.specs.length);
    this.specs.push({ path, layer, input, output, ...(from && { from }) });
    return path;
  }

  write([kind, units = 0, stride = 1]: Layer): void {
    const convolve = (step: number, size = 3) =>
      this.add(construct('conv2d', { filters: units, size, stride: step, bias: null }));
    const normalize = () => this.add(construct('batch_norm'));
    if (kind === 'pool') this.add(construct('max_pool', { size: 2, stride: 2 }));
    else if (kind === 'average') this.add(construct('global_average_pool'));
    else if (kind === 'flatten') this.add(construct('flatten'));
    else if (kind === 'classes') this.add(construct('dense', { units }));
    else if (kind === 'block') this.#block(units, stride, convolve, normalize);
    else {
      if (kind === 'dense') this.add(construct('dense', { units, bias: null }));
      else convolve(1);
      normalize();
      this.add(construct('relu'));
    }
  }

  #block(
    units: number,
    stride: number,
    convolve: (step: number, size?: number) => string,
    normalize: () => string,
  ) {
    const entry = this.specs.at(-1)!.path;
    const same = this.shape.at(-1) === units && stride === 1;
    convolve(stride);
    normalize();
    this.add(construct('relu'));
    convolve(1);
    const main = normalize();
    let shortcut = entry;
    if (!same) {
      this.add(construct('conv2d', { filters: units, size: 1, stride, bias: null }), [entry]);
      shortcut = normalize();
    }
    this.add(construct('residual_sum'), [main, shortcut]);
    this.add(construct('relu'));
  }
}

function networkOf({ input, layers }: Case): NetworkSpec {
  const writer = new Writer(input);
  for (const layer of layers) writer.write(layer);
  return { input: { data: 'points', part: 'all' }, shape: input, layers: writer.specs };
}

async function measure(each: Case, warmUp: number, steps: number): Promise<Timing> {
  const network = networkOf(each);
  const [classes] = network.layers.at(-1)!.output;
  const size = each.input.reduce((product, extent) => product * extent, 1);
  const data = {
    count: examples,
    inputs: stream(1, 'bench').fillNormal(new Float64Array(examples * size)),
    labels: Int32Array.from({ length: examples }, (_, i) => i % classes),
  };
  const training: TrainingSpec = {
    data: { data: 'points', part: 'all' },
    loss: construct('cross_entropy'),
    optimizer: construct('adam', { rate: 1e-3 }),
    batch: each.batch,
    epochs: 1,
    steps: warmUp + steps,
  };
  const members = Array.from({ length: each.replicates }, (_, replicate): Member => {
    const initial = inSinglePrecision(initialVariables(network, 1, replicate, data));
    return { network, training, replicate, initial, stops: [training.steps] };
  });
  const times: number[] = [];
  let [taken, last, before] = [0, 0, process.cpuUsage()];
  await trainCohort(members, {
    data,
    seed: 1,
    backend: 'tensorflow',
    onState: () => {},
    onStep: () => {
      const now = performance.now();
      taken++;
      if (taken === warmUp) before = process.cpuUsage();
      if (taken > warmUp) times.push(now - last);
      last = now;
    },
  });
  const { user, system } = process.cpuUsage(before);
  return { median: times.sort((a, b) => a - b)[steps >> 1], cpu: (user + system) / 1000 / steps };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [each, warmUp, steps] = process.argv.slice(2);
  console.log(JSON.stringify(await measure(JSON.parse(each), Number(warmUp), Number(steps))));
}
