import type { ResolvedMeasurement } from '../experiment/measure.ts';
import { factsOfVariant } from '../experiment/measure.ts';
import { momentsOf } from '../plan/moments.ts';
import type { Cell, Construct, DataSpec, MeasureStep, Step, TrainStep, Variant } from '../plan/plan.ts';
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
  const visits = new Map(variants.map((variant) => [variant.id, visitsOf(variant, context)]));
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
      measureStep(cell, variant, measurement, train?.key, start, meaning, {
        ...context,
        visits: visits.get(variant.id)!,
      }),
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
  { specs, numerics, visits }: LowerContext & { readonly visits: ReadonlyMap<number, number> },
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
  const moments = momentsOf(plan, variant.training?.steps ?? 0);
  const cost = moments.reduce((sum, moment) => sum + own + shared / visits.get(moment)!, 0);
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

/** How many measurements are taken at each moment: they share the statistics that the network has there. */
function visitsOf({ training }: Variant, { measurements }: LowerContext): ReadonlyMap<number, number> {
  const visits = new Map<number, number>();
  for (const { plan } of measurements.values())
    for (const moment of momentsOf(plan, training?.steps ?? 0))
      visits.set(moment, (visits.get(moment) ?? 0) + 1);
  return visits;
}
