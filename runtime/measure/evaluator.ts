import type { NetworkSpec } from '../../compiler/plan/plan.ts';
import { isEvaluatedInDouble } from '../../compiler/program/evaluation.ts';
import { forward } from '../geometry/forward.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import type { Backend } from '../job.ts';
import { type StartFromData, startBy, startInDouble } from '../train/start-from-data.ts';
import type { Variables } from '../train/variables.ts';
import { affineForm } from './affine.ts';
import { examplesOf, type Points } from './points.ts';
import { EvaluationProgram } from './program.ts';
import { withStatistics } from './statistics.ts';
import { type VerifiedForm, verifiedForm } from './verified.ts';

/** A network in evaluation mode with its variables of one moment. */
export interface Evaluated {
  /** Outputs [count][outputs] at points [count][inputs]. */
  readonly predict: (points: Float64Array) => Float64Array;
  /** Residuals that vouch for what it predicts. */
  readonly certificate: Readonly<Record<string, number>>;
  /** As affine nodes and such that bend, held against the forward pass; for piecewise-affine networks. */
  readonly form: () => VerifiedForm;
  /** The same with statistics of these examples of the data instead of all. */
  readonly inBatch: (rows: Int32Array) => PiecewiseAffineNetwork;
}

/** Evaluates one network at many moments and for many replicates. */
export interface Evaluator {
  readonly start: StartFromData;
  /** @param data what normalizations take their statistics from */
  at(variables: Variables, data: Points, seed: number): Evaluated;
  dispose(): void;
}

/** Ready to evaluate a network: in double precision, or by its program on `backend`, batch by batch. */
export async function openEvaluator(
  network: NetworkSpec,
  backend: Backend,
  onBatch?: () => void,
): Promise<Evaluator> {
  const program = isEvaluatedInDouble(network)
    ? undefined
    : await EvaluationProgram.open(network, backend, onBatch);
  const evaluated = (variables: Variables, data: Points) =>
    program ? program.withStatistics(variables, data) : withStatistics(network, variables, data);
  return {
    start: program
      ? startBy((layer, variables, data) => program.statistics(layer, variables, data))
      : startInDouble,
    at(variables, data, seed): Evaluated {
      const exact = evaluated(variables, data);
      const form = once(() => verifiedForm(network, exact, data, seed));
      const inBatch = (rows: Int32Array) => affineForm(network, evaluated(variables, examplesOf(data, rows)));
      if (program)
        return { predict: (points) => program.predict(exact, points), certificate: {}, form, inBatch };
      const { network: affine, difference } = form();
      const predict = (points: Float64Array) => forward(affine, points);
      return { predict, certificate: { forward_difference: difference }, form, inBatch };
    },
    dispose: () => program?.dispose(),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
