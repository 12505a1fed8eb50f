import type { ResolvedMeasurement } from '../experiment/measure.ts';
import { factsOfVariant } from '../experiment/measure.ts';
import type {
  Cell,
  Construct,
  DataSpec,
  Measurement,
  MeasureStep,
  Step,
  TrainStep,
  Variant,
} from '../plan/plan.ts';
import { isEvaluatedInDouble } from '../program/evaluation.ts';
import { examplesSeen } from '../program/network.ts';
import { settingsOf } from '../registry/construct.ts';
import { multiplyAdds } from '../registry/layers/operations.ts';
import { statisticsCost } from '../registry/measurements/facts.ts';
import { Meaning, recordFormat } from './keys.ts';

export interface LowerContext {
  readonly seed: number;
  /** What trains: backend, its version, threads a worker. Part of the key of everything trained. */
  readonly numerics: string;
  readonly specs: Readonly<Record<string, DataSpec>>;
  readonly splitPerReplicate: boolean;
  readonly measurements: ReadonlyMap<string, ResolvedMeasurement>;
}

/** Variants times replicates. */
export function cellsOf(variants: readonly Variant[], replicates: readonly number[]): readonly Cell[] {
  return variants.flatMap(({ id }) =>
    replicates.map((replicate) => ({ id: `${id},replicate=${replicate}`, variant: id, replicate })),
  );
}

/** The work behind each cell: its training, where there is one, then its measurements. */
export function stepsOf(
  cells: readonly Cell[],
  variants: readonly Variant[],
  context: LowerContext,
): readonly Step[] {
  const byId = new Map(variants.map((variant) => [variant.id, variant]));
  const meaning = new Meaning(context.specs, context.splitPerReplicate);
  const networks = new Map(variants.map((variant) => [variant.id, meaning.network(variant.network)]));
  return cells.flatMap((cell) => {
    const variant = byId.get(cell.variant) as Variant;
    const start: Construct = meaning.shared({
      is: 'initialize',
      network: networks.get(variant.id) as Construct,
      seed: context.seed,
      replicate: cell.replicate,
    });
    const train = trainStep(cell, variant, start, meaning, context);
    const measures = [...context.measurements.values()].map((measurement) =>
      measureStep(cell, variant, measurement, train?.key, start, meaning, context),
    );
    return train ? [train, ...measures] : measures;
  });
}

function trainStep(
  cell: Cell,
  variant: Variant,
  start: Construct,
  meaning: Meaning,
  { numerics }: LowerContext,
): TrainStep | undefined {
  const { training, network } = variant;
  if (!training) return undefined;
  const preimage: Construct = {
    is: 'train',
    format: recordFormat,
    start,
    data: meaning.data(training.data),
    loss: meaning.of(training.loss),
    optimizer: meaning.of(training.optimizer),
    ...(training.schedule && { schedule: meaning.of(training.schedule) }),
    ...(training.augment && { augment: training.augment.map((each) => meaning.of(each)) }),
    batch: training.batch,
    ...(training.rest !== undefined && { partial: 'keep' }),
    ...(Number.isInteger(training.epochs) ? { epochs: training.epochs } : { steps: training.steps }),
    numerics,
  };
  // Forward and backward: three products of two operations for each weight and example.
  const each = 6 * multiplyAdds(network).reduce((sum, operations) => sum + operations, 0);
  return {
    kind: 'train',
    key: meaning.key(preimage),
    cell: cell.id,
    cost: each * examplesSeen(network, training.batch) * training.steps,
    preimage,
  };
}

function measureStep(
  cell: Cell,
  variant: Variant,
  { name, plan, record }: ResolvedMeasurement,
  after: string | undefined,
  start: Construct,
  meaning: Meaning,
  { specs, numerics, measurements }: LowerContext,
): MeasureStep {
  const preimage: Construct = {
    is: 'measure',
    format: recordFormat,
    ...(after ? { after } : { start }),
    value: meaning.of(plan.value),
    at: plan.at.map((moment) => (typeof moment === 'object' ? `every ${moment.every} steps` : moment)),
    by: plan.by,
    numerics: isEvaluatedInDouble(variant.network) ? 'float64' : numerics,
  };
  const own = record.cost(settingsOf(plan.value), factsOfVariant(variant, plan.value, specs));
  const { parts } = specs[variant.network.input.data];
  const shared = statisticsCost(variant.network, parts.train ?? parts.all);
  const cost = momentCount(plan) * (own + shared / measurements.size);
  return {
    kind: 'measure',
    key: meaning.key(preimage),
    cell: cell.id,
    cost,
    preimage,
    measurement: name,
    ...(after ? { after } : {}),
  };
}

function momentCount({ at, indices }: Measurement): number {
  return indices.find(({ name }) => name === 'step')?.values?.length ?? at.length;
}
