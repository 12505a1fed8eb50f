import type { Report } from '../diagnostics/diagnostic.ts';
import type { YamlNode } from '../source/yaml-tree.ts';
import { isRefused } from './chart-refusals.ts';
import { asMap, Fields } from './fields.ts';
import { chartKeys } from './keys.ts';
import { readChannels } from './read-channels.ts';
import type { ChartSyntax, MarkSyntax, Named } from './syntax.ts';

/** Parts of a chart that go to Vega-Lite as they are. */
const passed = ['transform', 'width', 'height', 'view', 'resolve', 'spacing', 'columns'] as const;

/** One entry of the section `charts`. */
export function readChart({ name, span, value }: Named<YamlNode>, report: Report): ChartSyntax | undefined {
  const map = asMap(value, `the chart \`${name}\``, `${name}: {title: …, mark: line, encoding: …}`, report);
  if (!map) return undefined;
  const allowed = { ...map, entries: map.entries.filter((entry) => !isRefused(entry, false, report)) };
  const fields = new Fields(allowed, chartKeys, `the chart \`${name}\``, span, report);
  const parts = passed.flatMap((part): Named<YamlNode>[] => {
    const node = fields.node(part);
    const at = fields.keySpan(part);
    return node && at ? [{ name: part, span: at, value: node }] : [];
  });
  return {
    title: fields.text('title'),
    span,
    mark: readMark(fields),
    encoding: readChannels(fields, report),
    partition: fields.expression('partition'),
    overlay: fields.expression('overlay'),
    decision: fields.truth('decision') ? fields.keySpan('decision') : undefined,
    replicate: fields.expression('replicate'),
    parts,
  };
}

/** `mark: line`, or a map whose `type` names it and whose other keys are Vega-Lite's. */
function readMark(fields: Fields<keyof typeof chartKeys & string>): MarkSyntax | undefined {
  const node = fields.node('mark');
  if (!node) return undefined;
  if (node.kind === 'scalar') return { name: node.text, span: node.span };
  const type = node.kind === 'map' ? node.entries.find(({ key }) => key.text === 'type')?.value : undefined;
  if (type?.kind === 'scalar') return { name: type.text, span: type.span, style: node };
  return { name: '', span: fields.keySpan('mark') ?? node.span };
}
