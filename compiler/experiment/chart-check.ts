import { missingInVegaLite, notVegaLite, wrongVegaLite } from '../diagnostics/codes/charts.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Span } from '../source/span.ts';
import type { YamlNode } from '../source/yaml-tree.ts';
import { misfitOf } from '../vega-lite/check.ts';
import { plain } from '../vega-lite/plain.ts';
import { chartSchema } from '../vega-lite/schema.ts';
import { withoutRefused } from './chart-refusals.ts';

/**
 * The value of a part of a chart, such as `mark`, `x` or `transform`, as Vega-Lite takes it. What does not
 * fit Vega-Lite's schema is reported, one mistake for each part; undefined then.
 */
export function vegaLitePart(
  part: string,
  node: YamlNode,
  report: Report,
  channel = false,
): { readonly value: unknown } | undefined {
  let refused = false;
  const rest = withoutRefused(node, channel, (diagnostic) => {
    refused = true;
    report(diagnostic);
  });
  if (refused) return undefined;
  const misfit = misfitOf(rest, chartSchema[part]);
  if (!misfit) return { value: plain(rest) };
  const { kind, span, got, known, types } = misfit;
  const where = [part, ...pathTo(rest, span)];
  const meant = nearest(got, known);
  if (kind === 'missing') report(diagnose(missingInVegaLite, span, { key: got, where: where.join('.') }));
  else if (kind === 'key') {
    const data = { key: got, where: where.slice(0, -1).join('.'), nearest: meant, known };
    report(diagnose(notVegaLite, span, data));
  } else report(diagnose(wrongVegaLite, span, { got, where: where.join('.'), nearest: meant, known, types }));
  return undefined;
}

/** The keys that lead to the key or value at `span`. */
function pathTo(node: YamlNode, span: Span): readonly string[] {
  if (node.kind === 'list')
    return node.items.map((item) => pathTo(item, span)).find((path) => path.length > 0) ?? [];
  if (node.kind !== 'map') return [];
  for (const { key, value } of node.entries) {
    if (key.span.start === span.start || value?.span.start === span.start) return [key.text];
    const inner = value ? pathTo(value, span) : [];
    if (inner.length > 0) return [key.text, ...inner];
  }
  return [];
}
