import type { Report } from '../diagnostics/diagnostic.ts';
import type { YamlMap, YamlNode } from '../source/yaml-tree.ts';
import { type Fields, namedEntries, readExpression } from './fields.ts';
import type { chartKeys } from './keys.ts';
import type { ChannelSyntax, Named } from './syntax.ts';

/** The channels of a chart: those of `encoding`, and `color` and `facet` where they stand on their own. */
export function readChannels(
  fields: Fields<keyof typeof chartKeys & string>,
  report: Report,
): readonly Named<ChannelSyntax>[] {
  const color = fields.node('color');
  const alone = color && fields.keySpan('color');
  return [
    ...channelsOf(fields.map('encoding'), report),
    ...(color && alone ? [{ name: 'color', span: alone, value: readChannel(color, 'color', report) }] : []),
    ...channelsOf(fields.map('facet'), report),
  ];
}

function channelsOf(map: YamlMap | undefined, report: Report): readonly Named<ChannelSyntax>[] {
  if (!map) return [];
  return namedEntries(map, 'a channel', report).map(({ name, span, value }) => ({
    name,
    span,
    value: readChannel(value, name, report),
  }));
}

/** `y: density`, or a map whose `field` names it and whose other keys are Vega-Lite's. */
function readChannel(node: YamlNode, channel: string, report: Report): ChannelSyntax {
  const example = `${channel}: step`;
  if (node.kind !== 'map')
    return { field: readExpression(node, report, `the channel \`${channel}\``, example) };
  const field = node.entries.find(({ key }) => key.text === 'field')?.value;
  return {
    field: field && readExpression(field, report, `the channel \`${channel}\``, example),
    definition: node,
  };
}
