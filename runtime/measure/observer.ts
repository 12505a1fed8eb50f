import { momentsOf } from '../../compiler/plan/moments.ts';
import type { Cell, MeasureStep, Plan } from '../../compiler/plan/plan.ts';
import type { Sealable } from '../job.ts';
import { stream } from '../random/stream.ts';
import type { Variables } from '../train/variables.ts';
import type { Evaluator } from './evaluator.ts';
import { variantOf } from './evaluators.ts';
import { MeasurementFailure } from './failure.ts';
import { measure } from './measure.ts';
import type { Measured, NetworkPlace } from './measured.ts';
import { isIndexedByMoment, joinMoments } from './moments.ts';
import { type FindPoints, pointsOf, statisticsPart } from './points.ts';

/** What one step of the plan has measured so far. */
interface Observation {
  readonly step: MeasureStep;
  /** Optimizer steps after which it is taken, in order. */
  readonly moments: readonly number[];
  readonly measured: Measured[];
  seconds: number;
  /** Why there is no result, once a moment had none. */
  failure?: MeasurementFailure;
}

/** What a measurement, by content key, has found so far: a result for each of its first moments. */
export interface Observed {
  readonly key: string;
  readonly measured: readonly Measured[];
  readonly failure?: string;
}

/** Takes the measurements of one cell, at each moment that any of them asks for. */
export class Observer {
  readonly #plan: Plan;
  readonly #cell: Cell;
  readonly #evaluator: Evaluator;
  readonly #find: FindPoints;
  readonly #observations: readonly Observation[];
  readonly #onCost: (cost: number) => void;

  /** @param onCost is told of each measurement taken, bit by bit where it takes long, in the units of `Step.cost` */
  constructor(
    plan: Plan,
    cell: Cell,
    steps: readonly MeasureStep[],
    evaluator: Evaluator,
    onCost: (cost: number) => void,
  ) {
    const { training } = variantOf(plan, cell);
    this.#plan = plan;
    this.#cell = cell;
    this.#evaluator = evaluator;
    this.#find = pointsOf(plan, cell.replicate);
    this.#onCost = onCost;
    this.#observations = steps.map((step) => ({
      step,
      moments: momentsOf(plan.measurements[step.measurement], training?.steps ?? 0),
      measured: [],
      seconds: 0,
    }));
  }

  /** Every moment at which something is measured, in order. */
  get moments(): readonly number[] {
    return [...new Set(this.#observations.flatMap(({ moments }) => moments))].sort((a, b) => a - b);
  }

  get observed(): readonly Observed[] {
    return this.#observations.map(({ step: { key }, measured, failure }) => ({
      ...{ key, measured: [...measured], failure: failure?.message },
    }));
  }

  /**
   * Takes over what was measured in the first so many steps of the same training. False, and nothing is taken
   * over, where a measurement lacks one of their moments; the start is there again, so that it may lack that.
   */
  resume(observed: readonly Observed[], steps: number): boolean {
    const before = new Map(observed.map((each) => [each.key, each]));
    const isComplete = ({ step: { key }, moments }: Observation) => {
      const { measured = [], failure } = before.get(key) ?? {};
      const passed = moments.filter((moment) => moment <= steps);
      return (
        failure !== undefined || measured.length === passed.length || passed.every((moment) => moment === 0)
      );
    };
    if (!this.#observations.every(isComplete)) return false;
    for (const observation of this.#observations) {
      const { measured = [], failure } = before.get(observation.step.key) ?? {};
      observation.measured.push(...measured);
      if (failure !== undefined) observation.failure = new MeasurementFailure(failure);
    }
    return true;
  }

  /**
   * Shows the network as it is after so many optimizer steps; call with every moment, in order. A moment that
   * was measured before is not measured again.
   */
  visit(moment: number, variables: Variables): void {
    const due = this.#observations.filter(
      ({ moments, measured }) => moments.indexOf(moment) >= measured.length,
    );
    if (due.length === 0) return;
    const began = performance.now();
    const { network: spec, training } = variantOf(this.#plan, this.#cell);
    const data = this.#find(statisticsPart(spec.input, this.#plan));
    const place: NetworkPlace = {
      ...this.#evaluator.at(variables, data, this.#plan.seed),
      points: ({ name, part }) => this.#find({ data: name, part }),
      training: data,
      current: { network: spec, variables, step: moment },
      loss: training?.loss,
      random: (purpose, ...path) =>
        stream(this.#plan.seed, this.#cell.replicate, 'measure', purpose, ...path),
    };
    const shared = (performance.now() - began) / 1000 / due.length;
    for (const observation of due) {
      const { step, moments, measured } = observation;
      const start = performance.now();
      const spend = this.#spending(step.cost / moments.length);
      const found = this.#take(observation, place, spend);
      if (found) measured.push(found);
      observation.seconds += shared + (performance.now() - start) / 1000;
      spend(1);
    }
  }

  /** Tells of a cost bit by bit, by the share that is spent. */
  #spending(cost: number): (share: number) => void {
    let spent = 0;
    return (share) => {
      const before = spent;
      spent = Math.max(spent, Math.min(share, 1));
      this.#onCost((spent - before) * cost);
    };
  }

  /** Time that the measurements took so far. */
  get seconds(): number {
    return this.#observations.reduce((sum, { seconds }) => sum + seconds, 0);
  }

  /** The measurement of one moment; nothing after the first that failed. */
  #take(
    observation: Observation,
    place: NetworkPlace,
    onProgress: (share: number) => void,
  ): Measured | undefined {
    if (observation.failure) return undefined;
    try {
      return measure(this.#plan.measurements[observation.step.measurement], place, onProgress);
    } catch (error) {
      if (!(error instanceof MeasurementFailure)) throw error;
      observation.failure = error;
      return undefined;
    }
  }

  /** Measurements that have no result, though the network is there: not to be sealed. */
  get failures(): readonly MeasurementFailure[] {
    return this.#observations.flatMap(({ failure }) => failure ?? []);
  }

  /** What was measured, without what failed. Steps with a moment that never came have diverged, for `reason`. */
  sealables(reason?: string): Sealable[] {
    return this.#observations
      .filter(({ failure }) => !failure)
      .map(({ step: { key, preimage, measurement }, moments, measured, seconds }) => {
        if (measured.length < moments.length)
          return { key, preimage, outcome: 'diverged', reason, arrays: {}, certificate: {}, seconds };
        const indexed = isIndexedByMoment(this.#plan.measurements[measurement]);
        return { key, preimage, outcome: 'done', ...joinMoments(measured, indexed), seconds };
      });
  }
}
