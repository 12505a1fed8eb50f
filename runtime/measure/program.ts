import type { LayerSpec, NetworkSpec } from '../../compiler/plan/plan.ts';
import { asksForStatistics, evaluationProgram } from '../../compiler/program/evaluation.ts';
import { networkVariables } from '../../compiler/program/network.ts';
import type { Backend } from '../job.ts';
import { openSession, type Session, type Values } from '../tensorflow/executor.ts';
import { sizeOf, type Variables } from '../train/variables.ts';
import { ChannelMoments } from './channel-moments.ts';
import type { Points } from './points.ts';
import { assign, type Statistics } from './statistics.ts';

/** Numbers of all layers together that one call may hold: 128 MB in single precision. */
const mostNumbers = 2 ** 25;
const largestBatch = 256;

/** A network in evaluation mode as its program on a backend, batch by batch. */
export class EvaluationProgram {
  readonly #network: NetworkSpec;
  readonly #session: Session;
  readonly #batch: number;
  readonly #onBatch: () => void;
  /** What the session holds. */
  #written: Variables | undefined;

  private constructor(network: NetworkSpec, session: Session, batch: number, onBatch: () => void) {
    this.#network = network;
    this.#session = session;
    this.#batch = batch;
    this.#onBatch = onBatch;
  }

  /** @param onBatch called after each batch, as a sign of life: all data may take long */
  static async open(
    network: NetworkSpec,
    backend: Backend,
    onBatch: () => void = () => {},
  ): Promise<EvaluationProgram> {
    const batch = batchFor(network);
    const session = await openSession(evaluationProgram(network, batch), backend);
    return new EvaluationProgram(network, session, batch, onBatch);
  }

  /** Outputs [count][…output] at points [count][…shape]. */
  predict(variables: Variables, points: Float64Array): Float64Array {
    this.#write(variables);
    const width = sizeOf(this.#network.layers.at(-1)?.output ?? this.#network.shape);
    const outputs = new Float64Array((points.length / sizeOf(this.#network.shape)) * width);
    for (const { first, rows, values } of this.#inBatches('predict', points))
      outputs.set(values.outputs.subarray(0, rows * width), first * width);
    return outputs;
  }

  /**
   * The variables with the statistics of `data` in place of those kept in training, where layers are evaluated so:
   * one layer after another. Forward passes have the backend's precision; moments are gathered in double.
   */
  withStatistics(variables: Variables, data: Points): Variables {
    const exact = { ...variables };
    for (const layer of this.#network.layers.filter(asksForStatistics))
      assign(exact, layer, this.statistics(layer, { ...exact }, data));
    return exact;
  }

  /** Statistics of what flows into a layer, gathered in double precision. */
  statistics({ path, input }: LayerSpec, variables: Variables, { inputs }: Points): Statistics {
    this.#write(variables);
    const channels = input.at(-1)!;
    const moments = new ChannelMoments(channels);
    for (const { rows, values } of this.#inBatches(`into/${path}`, inputs))
      moments.add(values.values.subarray(0, rows * sizeOf(input)));
    return moments.statistics();
  }

  /** What an entry gives for batches of the points; of the last one only so many rows count. */
  *#inBatches(entry: string, points: Float64Array) {
    const size = sizeOf(this.#network.shape);
    const count = points.length / size;
    const inputs = new Float64Array(this.#batch * size);
    for (let first = 0; first < count; first += this.#batch) {
      const rows = Math.min(this.#batch, count - first);
      inputs.set(points.subarray(first * size, (first + rows) * size));
      const values: Record<string, Values> = this.#session.call(entry, { inputs });
      yield { first, rows, values };
      this.#onBatch();
    }
  }

  #write(variables: Variables): void {
    if (variables === this.#written) return;
    this.#session.write(
      Object.fromEntries(networkVariables(this.#network).map(({ state }) => [state, variables[state]])),
    );
    this.#written = variables;
  }

  dispose(): void {
    this.#session.dispose();
  }
}

function batchFor({ shape, layers }: NetworkSpec): number {
  const numbers = layers.reduce((sum, { output }) => sum + sizeOf(output), sizeOf(shape));
  return Math.max(1, Math.min(largestBatch, Math.floor(mostNumbers / numbers)));
}
