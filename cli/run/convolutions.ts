import type { Plan, Step } from '../../compiler/plan/plan.ts';
import type { ChosenBackend } from '../../runtime/backend.ts';
import type { Backend } from '../../runtime/job.ts';
import { missingSteps } from '../../runtime/jobs.ts';
import type { Experiment } from '../../runtime/run.ts';
import type { ReadRecord } from '../../runtime/store/record.ts';
import { duration } from '../text.ts';

/**
 * Floating-point operations a second of trainings with convolutions on one core: TensorFlow.js's WASM backend has no
 * kernels for their gradients, and plain double precision has none at all. The native library makes 30e9.
 */
const speeds: Partial<Record<Backend, number>> = { wasm: 3e9, reference: 0.3e9 };
/** Seconds that a step takes however small it is, as its operations are called one by one. */
const leastStep = 0.01;

/** What to know before trainings with convolutions run where they are slow, with an estimate; else undefined. */
export function slowConvolutions(
  experiments: readonly Pick<Experiment, 'plan' | 'wanted'>[],
  { backend }: Pick<ChosenBackend, 'backend'>,
  read: ReadRecord,
): string | undefined {
  const speed = speeds[backend];
  if (speed === undefined) return undefined;
  const seconds = experiments
    .flatMap((experiment) => missingConvolutions(experiment, read))
    .reduce((sum, { cost, steps }) => sum + cost / speed + steps * leastStep, 0);
  if (seconds === 0) return undefined;
  return (
    `Convolutions are ten times as slow on ${backend} as on TensorFlow's native library, or more: these trainings take ` +
    `about ${duration(seconds)} of one core. \`crease doctor\` says whether that library runs here.`
  );
}

/** What the trainings that convolve and are still to be run cost, and how many steps each takes. */
function missingConvolutions(
  { plan, wanted = () => true }: Pick<Experiment, 'plan' | 'wanted'>,
  read: ReadRecord,
) {
  const steps = stepsOfConvolving(plan);
  const trainings = plan.steps.filter(
    (step: Step) => step.kind === 'train' && steps.has(step.cell) && wanted(step),
  );
  return missingSteps(trainings, read).map(({ cell, cost }) => ({ cost, steps: steps.get(cell)! }));
}

/** How many steps the cells take that are trained and convolve. */
function stepsOfConvolving({ cells, variants }: Plan): Map<string, number> {
  const ofVariant = new Map(
    variants
      .filter(({ network }) => network.layers.some(({ layer }) => layer.is === 'conv2d'))
      .map(({ id, training }) => [id, training?.steps ?? 0]),
  );
  const convolving = cells.filter(({ variant }) => ofVariant.has(variant));
  return new Map(convolving.map(({ id, variant }) => [id, ofVariant.get(variant)!]));
}
