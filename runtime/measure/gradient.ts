import type { DataSetting } from '../../compiler/plan/plan.ts';
import { gradientProgram } from '../../compiler/program/gradient.ts';
import { examplesSeen, networkVariables } from '../../compiler/program/network.ts';
import { openReference } from '../reference/session.ts';
import { drawsFrom } from '../train/draws.ts';
import type { Variables } from '../train/variables.ts';
import { drawBatches } from './batches.ts';
import { MeasurementFailure } from './failure.ts';
import type { EvaluatedPlace } from './measured.ts';
import { examplesOf } from './points.ts';

/** The loss of a batch in training mode as a function of the trained variables, in double precision. */
export interface BatchLoss {
  /** Trained variables by state name, as they are now. */
  readonly here: Variables;
  /** Loss and gradient with other values of the trained variables. */
  readonly at: (trained: Variables) => { readonly loss: number; readonly gradient: Variables };
}

/**
 * The losses of the batches of a measurement, one after the other. Examples and random numbers are the same at every
 * moment, so that what changes is the network.
 */
export function* batchLosses(place: EvaluatedPlace, measurement: string): Generator<BatchLoss> {
  const { settings, points, loss, random, current } = place;
  if (loss === undefined) throw new Error(`${measurement}(…) needs a network that is trained by a loss`);
  const chosen = points(settings.points as DataSetting);
  const { network, variables, step } = current;
  const batch = settings.batch as number;
  const seen = examplesSeen(network, batch);
  if (seen > chosen.count)
    throw new MeasurementFailure(
      `${measurement}() needs ${seen} examples for a batch and its statistics, but there are ${chosen.count} points: take a smaller batch`,
    );
  const program = gradientProgram(network, loss, batch);
  const trained = networkVariables(network).filter((variable) => variable.trained);
  const here = Object.fromEntries(trained.map(({ state }) => [state, variables[state]]));
  const session = openReference(program);
  try {
    session.write(Object.fromEntries(Object.keys(program.states).map((name) => [name, variables[name]])));
    for (const [b, rows] of drawBatches({ ...settings, batch: seen }, chosen.count, (number) =>
      random('batches', number),
    ).entries()) {
      const { inputs, labels } = examplesOf(chosen, rows);
      const feeds = {
        examples: inputs,
        labels: labels!.subarray(0, batch),
        ...('step' in program.entries.descend.inputs && { step: [step] }),
        ...drawsFrom(program, program.entries.descend, ({ path, purpose }) => [
          random(`${path} ${purpose}`, b),
        ]),
      };
      yield {
        here,
        at: (values) => {
          session.write(values);
          const { loss: mean, ...gradient } = session.call('descend', feeds);
          return { loss: mean[0], gradient: gradient as Variables };
        },
      };
    }
  } finally {
    session.dispose();
  }
}

/** Euclidean norm of all numbers of some variables together. */
export function normOf(variables: Variables): number {
  let sum = 0;
  for (const values of Object.values(variables)) for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

/** `a + factor · b`, variable by variable. */
export function moved(a: Variables, b: Variables, factor: number): Variables {
  return Object.fromEntries(
    Object.entries(a).map(([name, values]) => [name, values.map((value, i) => value + factor * b[name][i])]),
  );
}
