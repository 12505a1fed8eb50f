import {
  mixedInChart,
  noSuchReplicate,
  notAPartition,
  unknownChannel,
  unknownField,
} from '../diagnostics/codes/charts.ts';
import { shapeMismatch } from '../diagnostics/codes/network.ts';
import { notAsked } from '../diagnostics/codes/slices.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { accept } from '../expression/accept.ts';
import { evaluate } from '../expression/evaluate.ts';
import { printExpression } from '../expression/print.ts';
import type { Expression } from '../expression/tree.ts';
import type { More } from '../lower/charts/channel.ts';
import { drawPartition, type Panel, type Panels } from '../lower/charts/partition.ts';
import type { Chart, Construct, DataRef } from '../plan/plan.ts';
import { vegaLitePart } from './chart-check.ts';
import type { ChartContext } from './charts.ts';
import type { ResolvedMeasurement } from './measure.ts';
import { dataOf } from './network.ts';
import { sliceIn } from './slices.ts';
import type { ChannelSyntax, ChartSyntax, Named } from './syntax.ts';

/** `partition: cells` as a chart: the creases of one replicate, arms side by side. */
export function partitionChart(syntax: ChartSyntax, title: string, context: ChartContext): Chart | undefined {
  const { partition, overlay, decision, replicate } = syntax;
  const { measurements, axes, report } = context;
  const name = partition?.kind === 'name' ? partition.name : '';
  const found = measurements.get(name);
  if (!partition || found?.record.name !== 'partition') {
    const known = [...measurements.values()]
      .filter((candidate) => candidate?.record.name === 'partition')
      .map((candidate) => candidate?.name ?? '');
    // A broken measurement may have been meant.
    if (partition && [...measurements.values()].every((candidate) => candidate))
      report(diagnose(notAPartition, partition.span, { name, known }));
    return undefined;
  }
  if (decision && found.plan.value.decision !== true) {
    const data = { what: 'the decision boundary', measurement: name, setting: 'decision' };
    report(diagnose(notAsked, decision, data));
    return undefined;
  }
  const points = overlay && dataOf(overlay, context.scope);
  if (overlay && points && !fits(points.spec.shape, found)) {
    const data = {
      what: points.name,
      got: points.spec.shape.join('×'),
      wanted: `${found.facts.inputs} numbers`,
    };
    report(diagnose(shapeMismatch, overlay.span, data));
    return undefined;
  }
  const number = replicate ? replicateOf(replicate, context) : context.replicates[0];
  if ((overlay && !points) || number === undefined) return undefined;
  const facets = syntax.encoding.map((channel) => resolveFacet(channel, context));
  const parts = passedParts(syntax, context);
  if (!parts || !facets.every((facet) => facet !== undefined)) return undefined;
  const panels: Panels = Object.fromEntries(facets.filter(([channel]) => channel !== 'color'));
  const arms = Object.values(panels).flatMap((panel) => (panel === 'layer' ? [] : [panel.field]));
  const open = axes.find((axis) => !axis.tuned && axis.arms.length > 1 && !arms.includes(axis.name));
  if (open) {
    report(diagnose(mixedInChart, syntax.span, { name: open.name, measurement: name, axis: true }));
    return undefined;
  }
  const byLayer = Object.values(panels).includes('layer');
  const spec = drawPartition(found.plan.value.window as Construct, panels, {
    layers: found.facts.widths.length,
    decision: decision !== undefined,
    slice: sliceIn(found.plan.value)?.is,
    colored: facets.some(([channel]) => channel === 'color'),
    parts,
  });
  const drawn: DataRef | undefined = points && { data: points.name, part: points.part };
  return {
    title,
    spec,
    rows: {
      kind: 'partition',
      measurement: name,
      ...(drawn && { overlay: drawn }),
      ...(decision && { decision: true as const }),
      axes: axes.map((axis) => axis.name).filter((axis) => arms.includes(axis)),
      replicate: number,
      ...(byLayer && { byLayer }),
    },
  };
}

/** Whether points can lie in the pictures; of a network with mistakes of its own the inputs are not known. */
function fits(shape: readonly number[], { facts }: ResolvedMeasurement): boolean {
  return facts.widths.length === 0 || shape.reduce((product, side) => product * side, 1) === facts.inputs;
}

/** Which way panels go and what they stand for: an axis, or the layers; `color` can only be the layers. */
function resolveFacet(
  channel: Named<ChannelSyntax>,
  { axes, report }: ChartContext,
): readonly [string, Panel] | undefined {
  const { name, span, value } = channel;
  const known = ['row', 'column', 'color'];
  if (!known.includes(name)) {
    report(diagnose(unknownChannel, span, { channel: name, nearest: nearest(name, known), known }));
    return undefined;
  }
  const said = value.definition ? vegaLitePart(name, value.definition, report, true) : { value: {} };
  if (!value.field || value.field.kind === 'hole' || !said) return undefined;
  const field = value.field.kind === 'name' ? value.field.name : printExpression(value.field);
  if (field === 'layer') return [name, 'layer'];
  const axis = name === 'color' ? undefined : axes.find((candidate) => candidate.name === field);
  if (axis) {
    const { field: _, ...more } = said.value as More & { field?: unknown };
    return [name, { field, arms: axis.arms.map((arm) => arm.name), more }];
  }
  const fields = ['layer', ...(name === 'color' ? [] : axes.map((candidate) => candidate.name))];
  report(diagnose(unknownField, value.field.span, { field, nearest: nearest(field, fields), known: fields }));
  return undefined;
}

function passedParts({ parts }: ChartSyntax, { report }: ChartContext): More | undefined {
  const checked = parts.map(({ name, value }) => [name, vegaLitePart(name, value, report)] as const);
  if (checked.some(([, part]) => !part)) return undefined;
  return Object.fromEntries(checked.map(([name, part]) => [name, part?.value]));
}

function replicateOf(replicate: Expression, { replicates, scope, report }: ChartContext): number | undefined {
  const type = { kind: 'number', unit: 'count', whole: true, min: 1 } as const;
  const value = accept(evaluate(replicate, scope), type, '`replicate`', replicate.span, report) as
    | number
    | undefined;
  if (value === undefined || replicates.includes(value)) return value;
  report(diagnose(noSuchReplicate, replicate.span, { replicate: value, known: replicates }));
  return undefined;
}
