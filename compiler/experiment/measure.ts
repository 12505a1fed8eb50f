import { notBy, notTrained, windowTooWide } from '../diagnostics/codes/measure.ts';
import {
  noLabels,
  noLayers,
  notAPlane,
  notPiecewiseAffine,
  shapeMismatch,
} from '../diagnostics/codes/network.ts';
import { wrongType } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { evaluate } from '../expression/evaluate.ts';
import { printExpression } from '../expression/print.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe } from '../expression/values.ts';
import type { Construct, DataSetting, DataSpec, Measurement, Variant } from '../plan/plan.ts';
import { settingsOf } from '../registry/construct.ts';
import { layers } from '../registry/layers/index.ts';
import type { LayerRecord } from '../registry/layers/layer.ts';
import { widthsOf } from '../registry/layers/widths.ts';
import { factsOf } from '../registry/measurements/facts.ts';
import type { MeasurementRecord, NetworkFacts } from '../registry/measurements/measurement.ts';
import type { Span } from '../source/span.ts';
import { momentIndex, resolveMoments } from './moments.ts';
import { sliceIn, sliceProblem, spanOfSlice } from './slices.ts';
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
  readonly scope: Scope;
  readonly specs: Readonly<Record<string, DataSpec>>;
  /** Whether the experiment has a section `train`. */
  readonly trains: boolean;
  /** All variants that are sound; measurements are checked against each. */
  readonly variants: readonly Variant[];
  readonly report: Report;
}

/** Measurements by name; undefined for one that is there but broken, so that what uses it stays silent. */
export type Measurements = ReadonlyMap<string, ResolvedMeasurement | undefined>;

/** The measurements of an experiment without mistakes. */
export function soundMeasurements(all: Measurements): ReadonlyMap<string, ResolvedMeasurement> {
  return new Map([...all].filter((entry): entry is [string, ResolvedMeasurement] => entry[1] !== undefined));
}

/** What is assumed of a network that has mistakes of its own, so that the rest is checked all the same. */
const assumed = {
  facts: { inputs: 1, widths: [], multiplyAdds: 0, examples: 0 },
  training: { steps: 1, epochs: 1 },
} as const;

/** The measurements of an experiment, checked against the network of every combination of arms. */
export function resolveMeasurements(
  entries: readonly Named<MeasureSyntax>[],
  context: MeasureContext,
): Measurements {
  return new Map(entries.map((entry) => [entry.name, resolveMeasurement(entry, context)]));
}

export function resolveMeasurement(
  { name, span, value: syntax }: Named<MeasureSyntax>,
  context: MeasureContext,
): ResolvedMeasurement | undefined {
  const { report } = context;
  if (!syntax.value) return undefined;
  const value = evaluate(syntax.value, context.scope);
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
  for (const variant of context.variants) if (!fits(record, construct, variant, syntax.value, context)) break;
  const [variant] = context.variants;
  const training = variant ? variant.training : context.trains ? assumed.training : undefined;
  const moments = resolveMoments(syntax, training, context.scope);
  const by = resolveBy(syntax, record, report);
  if (!moments || !by) return undefined;
  const all = context.variants.map((each) => factsOfVariant(each, construct, context.specs));
  const facts = all.length > 0 ? deepest(all) : assumed.facts;
  const plan: Measurement = {
    value: construct,
    at: moments,
    by,
    unit: record.unit ?? 'one',
    title: record.title,
    indices: [...momentIndex(moments, training), ...ownIndices(record, construct, by, facts)],
  };
  return { name, span, record, plan: variant ? plan : withoutValues(plan), facts };
}

/** `by` indices, then the measurement's own, outermost first. */
function ownIndices(
  record: MeasurementRecord,
  construct: Construct,
  by: readonly string[],
  facts: NetworkFacts,
) {
  const settings = settingsOf(construct);
  return [...by.map((index) => record.by[index](settings, facts)), ...record.indices(settings, facts)];
}

/** Values of indices are not known where the network is not, but for `initial` and `final`. */
function withoutValues(plan: Measurement): Measurement {
  return {
    ...plan,
    indices: plan.indices.map((index) => (index.name === 'at' ? index : { ...index, values: undefined })),
  };
}

/** What a measurement may know of a variant's network. */
export function factsOfVariant(
  { network }: Variant,
  construct: Construct,
  specs: Readonly<Record<string, DataSpec>>,
): NetworkFacts {
  const [points] = dataOf(construct);
  return factsOf(network, points ? (specs[points.name]?.parts[points.part] ?? 0) : 0);
}

/** Values among which geometry can follow a maximum. */
const mostPicks = 254;
const picksOf = ({ size }: Construct) => (size as number) ** 2;
const size = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);
const recordOf = (layer: Construct): LayerRecord => layers[layer.is as keyof typeof layers];
const deepest = (facts: readonly NetworkFacts[]) =>
  facts.reduce((a, b) => (b.widths.length > a.widths.length ? b : a));

/** The data that a measurement looks at, in the order of its parameters. */
export function dataOf(construct: Construct): readonly DataSetting[] {
  const isData = (s: unknown): s is DataSetting =>
    typeof s === 'object' && s !== null && 'is' in s && s.is === 'data';
  return Object.values(construct).filter(isData);
}

function fits(
  record: MeasurementRecord,
  construct: Construct,
  { network, training }: Variant,
  at: Expression,
  { specs, report }: MeasureContext,
): boolean {
  const problem = (diagnostic: Parameters<Report>[0]) => {
    report(diagnostic);
    return false;
  };
  const slice = sliceIn(construct);
  const all = [...dataOf(construct), ...(slice ? dataOf(slice) : [])];
  const [points] = dataOf(construct);
  const shape = network.shape.join('×');
  const smooth = network.layers.find(({ layer }) => !recordOf(layer).piecewiseAffine);
  if (record.needs.classes && points && specs[points.name].classes === undefined) {
    return problem(diagnose(noLabels, at.span, { data: points.name, what: `${record.name}()` }));
  }
  if (record.needs.training && !training)
    return problem(diagnose(notTrained, at.span, { measurement: record.name }));
  const odd = all.find(({ name }) => specs[name].shape.join('×') !== shape);
  if (odd) {
    const data = { what: odd.name, got: specs[odd.name].shape.join('×'), wanted: shape };
    return problem(diagnose(shapeMismatch, at.span, data));
  }
  if (record.needs.plane && !slice && shape !== '2') {
    const data = record.parameters.some(({ type }) => type.kind === 'slice') ? network.input.data : undefined;
    return problem(diagnose(notAPlane, at.span, { measurement: record.name, inputs: shape, data }));
  }
  const unfit = slice && sliceProblem(slice, size(network.shape), specs, spanOfSlice(at));
  if (unfit) return problem(unfit);
  if (!record.needs.piecewiseAffine) return true;
  if (smooth)
    return problem(
      diagnose(notPiecewiseAffine, at.span, { measurement: record.name, layer: smooth.layer.is }),
    );
  const wide = network.layers.find(({ layer }) => layer.is === 'max_pool' && picksOf(layer) > mostPicks);
  if (wide) {
    const data = { measurement: record.name, size: wide.layer.size as number, most: mostPicks };
    return problem(diagnose(windowTooWide, at.span, data));
  }
  return widthsOf(network).length > 0 || problem(diagnose(noLayers, at.span, {}));
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
  const asked = names.map((item) => (item as { name: string }).name);
  return wrong.length === 0 ? known.filter((index) => asked.includes(index)) : undefined;
}
