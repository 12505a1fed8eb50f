import { mixedInChart, noSuchReplicate, notAPartition } from '../diagnostics/codes/charts.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { accept } from '../expression/accept.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Expression } from '../expression/tree.ts';
import { drawPartition } from '../lower/charts/partition.ts';
import type { Chart, Construct, DataRef } from '../plan/plan.ts';
import { resolveField } from './chart-channels.ts';
import type { ChartContext } from './charts.ts';
import { dataOf } from './network.ts';
import type { ChartSyntax } from './syntax.ts';

/** `partition: cells` as a chart: the creases of one replicate, arms side by side. */
export function partitionChart(syntax: ChartSyntax, title: string, context: ChartContext): Chart | undefined {
  const { partition, overlay, replicate } = syntax;
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
  const points = overlay && dataOf(overlay, context.scope);
  const number = replicate ? replicateOf(replicate, context) : context.replicates[0];
  if ((overlay && !points) || number === undefined) return undefined;
  const column = syntax.encoding.find((channel) => channel.name === 'column');
  const field = column && resolveField(column, context);
  const facet = field?.kind === 'axis' ? field.axis : undefined;
  const open = axes.find((axis) => axis.arms.length > 1 && axis.name !== facet?.name);
  if (open) {
    report(diagnose(mixedInChart, syntax.span, { name: open.name, measurement: name, axis: true }));
    return undefined;
  }
  const overlayRef: DataRef | undefined = points && { data: points.name, part: points.part };
  const spec = drawPartition(
    found.plan.value.window as Construct,
    facet && { field: facet.name, arms: facet.arms.map((arm) => arm.name) },
  );
  return {
    title,
    spec,
    rows: {
      kind: 'partition',
      measurement: name,
      overlay: overlayRef,
      axes: facet ? [facet.name] : [],
      replicate: number,
    },
  };
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
