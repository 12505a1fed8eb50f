import { atAndEvery, notAMoment, notBy } from '../diagnostics/codes/measure.ts';
import {
  momentOfUntrained,
  noLabels,
  noLayers,
  notAPlane,
  notPiecewiseAffine,
  shapeMismatch,
} from '../diagnostics/codes/network.ts';
import { outOfRange, wrongType } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { evaluate } from '../expression/evaluate.ts';
import { printExpression } from '../expression/print.ts';
import { scopeOf } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe, type Value } from '../expression/values.ts';
import type {
  Construct,
  DataSetting,
  DataSpec,
  IndexSpec,
  Measurement,
  Moment,
  TrainingSpec,
  Variant,
} from '../plan/plan.ts';
import { settingsOf } from '../registry/construct.ts';
import { layers } from '../registry/layers/index.ts';
import type { LayerRecord } from '../registry/layers/layer.ts';
import type { MeasurementRecord, NetworkFacts } from '../registry/measurements/measurement.ts';
import type { Span } from '../source/span.ts';
import type { MeasureSyntax, Named } from './syntax.ts';

/** A measurement of the plan, with its record and where it was named. */
export interface ResolvedMeasurement {
  readonly name: string;
  readonly span: Span;
  readonly record: MeasurementRecord;
  readonly plan: Measurement;
  readonly facts: NetworkFacts;
}

export interface MeasureContext {
  readonly data: ReadonlyMap<string, Value>;
  readonly specs: Readonly<Record<string, DataSpec>>;
  /** All variants that are sound; measurements are checked against each. */
  readonly variants: readonly Variant[];
  readonly report: Report;
}

/** The measurements of an experiment, checked against the network of every combination of arms. */
export function resolveMeasurements(
  entries: readonly Named<MeasureSyntax>[],
  context: MeasureContext,
): ReadonlyMap<string, ResolvedMeasurement> {
  const resolved = entries.flatMap((entry) => resolveOne(entry, context) ?? []);
  return new Map(resolved.map((measurement) => [measurement.name, measurement]));
}

function resolveOne(
  { name, span, value: syntax }: Named<MeasureSyntax>,
  context: MeasureContext,
): ResolvedMeasurement | undefined {
  const { report } = context;
  if (!syntax.value) return undefined;
  const value = evaluate(syntax.value, scopeOf(context.data, report));
  if (value.kind !== 'construct' || value.record.kind !== 'measurement') {
    const data = {
      what: 'a measurement',
      wanted: 'a call such as accuracy(images.test)',
      got: describe(value),
    };
    if (!broken(value)) report(diagnose(wrongType, syntax.value.span, data));
    return undefined;
  }
  const { record, value: construct } = value;
  const sound = context.variants.every((variant) =>
    fits(record, construct, variant, syntax.value as Expression, context),
  );
  const moments = resolveMoments(syntax, context.variants[0]?.training, report);
  const by = resolveBy(syntax, record, report);
  if (!sound || !moments || !by || context.variants.length === 0) return undefined;
  const facts = deepest(context.variants.map((variant) => factsOf(variant, construct, context.specs)));
  const settings = settingsOf(construct);
  const kept = Object.keys(record.by).filter((index) => by.includes(index));
  const indices = [
    ...momentIndex(moments, context.variants[0].training),
    ...kept.map((index) => record.by[index](settings, facts)),
    ...record.indices(settings, facts),
  ];
  const plan: Measurement = {
    value: construct,
    at: moments,
    by: kept,
    unit: record.unit ?? 'one',
    title: record.title,
    indices,
  };
  return { name, span, record, plan, facts };
}

/** What a measurement may know of a variant's network. */
export function factsOf(
  variant: Variant,
  construct: Construct,
  specs: Readonly<Record<string, DataSpec>>,
): NetworkFacts {
  const points = pointsOf(construct);
  return {
    inputs: size(variant.network.shape),
    widths: variant.network.layers
      .filter(({ layer }) => recordOf(layer).kind === 'activation')
      .map(({ output }) => size(output)),
    examples: points ? (specs[points.name]?.parts[points.part] ?? 0) : 0,
  };
}

const size = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);
const recordOf = (layer: Construct): LayerRecord => layers[layer.is as keyof typeof layers];
const deepest = (facts: readonly NetworkFacts[]) =>
  facts.reduce((a, b) => (b.widths.length > a.widths.length ? b : a));

function pointsOf(construct: Construct): DataSetting | undefined {
  return Object.values(construct).find(
    (s) => typeof s === 'object' && s !== null && 'is' in s && s.is === 'data',
  ) as DataSetting | undefined;
}

function fits(
  record: MeasurementRecord,
  construct: Construct,
  { network }: Variant,
  at: Expression,
  { specs, report }: MeasureContext,
): boolean {
  const problem = (diagnostic: Parameters<Report>[0]) => {
    report(diagnostic);
    return false;
  };
  const points = pointsOf(construct);
  const shape = network.shape.join('×');
  const smooth = network.layers.find(({ layer }) => !recordOf(layer).piecewiseAffine);
  if (record.needs.classes && points && specs[points.name].classes === undefined) {
    return problem(diagnose(noLabels, at.span, { data: points.name, what: `${record.name}()` }));
  }
  if (points && specs[points.name].shape.join('×') !== shape) {
    const data = { what: points.name, got: specs[points.name].shape.join('×'), wanted: shape };
    return problem(diagnose(shapeMismatch, at.span, data));
  }
  if (record.needs.plane && shape !== '2')
    return problem(diagnose(notAPlane, at.span, { measurement: record.name, inputs: shape }));
  if (!record.needs.piecewiseAffine) return true;
  if (smooth)
    return problem(
      diagnose(notPiecewiseAffine, at.span, { measurement: record.name, layer: smooth.layer.is }),
    );
  return (
    network.layers.some(({ layer }) => recordOf(layer).kind === 'activation') ||
    problem(diagnose(noLayers, at.span, { measurement: record.name }))
  );
}

function resolveMoments(
  syntax: MeasureSyntax,
  training: TrainingSpec | undefined,
  report: Report,
): readonly Moment[] | undefined {
  if (syntax.every && syntax.at.length > 0) {
    report(diagnose(atAndEvery, syntax.every.span, {}));
    return undefined;
  }
  if (syntax.every) return resolveEvery(syntax.every, training, report);
  const names = syntax.at.flatMap((item) => (item.kind === 'list' ? item.items : [item]));
  if (names.length === 0) return [training ? 'final' : 'initial'];
  const moments = names.map((item) => resolveMoment(item, training, report));
  return moments.every((moment) => moment !== undefined) ? [...new Set(moments)] : undefined;
}

function resolveMoment(
  item: Expression,
  training: TrainingSpec | undefined,
  report: Report,
): Moment | undefined {
  const text = item.kind === 'name' ? item.name : printExpression(item);
  if (text !== 'initial' && text !== 'final') {
    report(
      diagnose(notAMoment, item.span, { got: `\`${text}\``, nearest: nearest(text, ['initial', 'final']) }),
    );
    return undefined;
  }
  if (text === 'initial' || training) return text;
  report(diagnose(momentOfUntrained, item.span, { moment: text }));
  return undefined;
}

function resolveEvery(
  every: Expression,
  training: TrainingSpec | undefined,
  report: Report,
): readonly Moment[] | undefined {
  if (!training) {
    report(diagnose(momentOfUntrained, every.span, { moment: 'every' }));
    return undefined;
  }
  const value = evaluate(every, scopeOf(new Map(), report));
  if (broken(value)) return undefined;
  if (value.kind !== 'number' || (value.unit !== 'steps' && value.unit !== 'epochs')) {
    report(
      diagnose(wrongType, every.span, {
        what: '`every`',
        wanted: 'a number of steps or epochs',
        got: describe(value),
        help: 'write `20 steps` or `1 epoch`',
      }),
    );
    return undefined;
  }
  const steps = value.unit === 'epochs' ? (value.value * training.steps) / training.epochs : value.value;
  if (Number.isInteger(steps) && steps >= 1) return [{ every: steps }];
  report(
    diagnose(outOfRange, every.span, {
      what: '`every`',
      value: steps,
      wanted: 'a whole number of steps, at least 1',
    }),
  );
  return undefined;
}

function resolveBy(
  syntax: MeasureSyntax,
  record: MeasurementRecord,
  report: Report,
): readonly string[] | undefined {
  const known = Object.keys(record.by);
  const names = syntax.by.flatMap((item) => (item.kind === 'list' ? item.items : [item]));
  const wrong = names.filter((item) => item.kind !== 'name' || !known.includes(item.name));
  for (const item of wrong) {
    const index = printExpression(item);
    report(
      diagnose(notBy, item.span, { measurement: record.name, index, nearest: nearest(index, known), known }),
    );
  }
  return wrong.length === 0 ? names.map((item) => (item as { name: string }).name) : undefined;
}

/** The outermost index: the moments, where there are several. */
function momentIndex(moments: readonly Moment[], training: TrainingSpec | undefined): readonly IndexSpec[] {
  const [first] = moments;
  if (typeof first === 'object' && training)
    return [{ name: 'step', unit: 'steps', values: stepsOf(first.every, training.steps) }];
  return moments.length > 1 ? [{ name: 'at', unit: 'one', values: moments as readonly string[] }] : [];
}

/** 0, n, 2n, … and the last step. */
export function stepsOf(every: number, last: number): readonly number[] {
  const steps = Array.from({ length: Math.floor(last / every) + 1 }, (_, i) => i * every);
  return steps.at(-1) === last ? steps : [...steps, last];
}
