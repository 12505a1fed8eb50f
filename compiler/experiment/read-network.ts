import { wrongShape } from '../diagnostics/codes/names.ts';
import { emptyBlock, keysOfNoLayer } from '../diagnostics/codes/network.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { registry } from '../registry/index.ts';
import { leavesOpen } from '../source/flow-cut.ts';
import type { YamlMap, YamlNode } from '../source/yaml-tree.ts';
import { asMap, Fields, namedEntries, readExpression } from './fields.ts';
import { blockKeys, type experimentKeys, networkKeys, repeatKeys, subNetworkKeys } from './keys.ts';
import type { LayerSyntax, Named, NetworkSyntax, SubNetworkSyntax } from './syntax.ts';

type Top = Fields<keyof typeof experimentKeys & string>;

export function readNetwork(top: Top, report: Report): NetworkSyntax | undefined {
  const map = top.map('network');
  const span = top.keySpan('network');
  if (!map || !span) return undefined;
  const fields = new Fields(map, networkKeys, 'the section `network`', span, report);
  return { span, input: fields.expression('input'), layers: readLayers(fields.node('layers'), report) };
}

/** `mlp: {parameters: {width: 64}, layers: […]}` */
export function readSubNetwork(
  { name, span, value }: Named<YamlNode>,
  report: Report,
): SubNetworkSyntax | undefined {
  const map = asMap(value, `the network \`${name}\``, `${name}: {layers: [dense(6), relu()]}`, report);
  if (!map) return undefined;
  const fields = new Fields(map, subNetworkKeys, `the network \`${name}\``, span, report);
  const written = fields.map('parameters');
  const parameters = written ? namedEntries(written, 'a parameter', report) : [];
  return {
    parameters: parameters.flatMap((entry) => {
      const what = `the parameter \`${entry.name}\``;
      const standard = readExpression(entry.value, report, what, `${entry.name}: 64`);
      return standard ? [{ name: entry.name, span: entry.span, value: standard }] : [];
    }),
    layers: readLayers(fields.node('layers'), report),
  };
}

function readLayers(node: YamlNode | undefined, report: Report): readonly LayerSyntax[] {
  if (!node) return [];
  return (node.kind === 'list' ? node.items : [node]).map((item): LayerSyntax => {
    if (item.kind === 'map') return readKeyed(item, report) ?? missing(item);
    const value = readExpression(item, report, 'a layer', '- dense(64)');
    return value ? { kind: 'layer', value } : missing(item);
  });
}

/** Keeps the place of a layer that was reported already, so that nothing is said of a network without it. */
const missing = ({ span }: YamlNode): LayerSyntax => ({ kind: 'layer', value: { kind: 'hole', span } });

/** `{repeat: 4, layers: […]}` or `{block: […], shortcut: […]}`, also where a key is misspelt. */
function readKeyed(map: YamlMap, report: Report): LayerSyntax | undefined {
  const known = Object.keys({ ...repeatKeys, ...blockKeys });
  const meant = map.entries.map(({ key: { text } }) => (known.includes(text) ? text : nearest(text, known)));
  if (meant.some((key) => key === 'block' || key === 'shortcut')) return readBlock(map, report);
  if (meant.some((key) => key !== undefined)) return readRepeat(map, report);
  if (map.entries.length > 0) reportNoLayer(map.entries, report);
  else
    report(
      diagnose(wrongShape, map.span, {
        what: 'a layer',
        wanted: 'a call',
        got: 'an empty map',
        example: '- dense(64)',
      }),
    );
  return undefined;
}

function reportNoLayer([{ key, value }, ...others]: YamlMap['entries'], report: Report): void {
  const isCut = leavesOpen(key.text) && value?.kind === 'scalar' && others.length === 0;
  const corrected = isCut ? `${key.text} = ${value.text}` : undefined;
  const fix = isCut
    ? [{ span: { ...key.span, start: key.span.end, end: value.span.start }, text: ' = ' }]
    : undefined;
  const data = { key: key.text, example: registry.get(key.text)?.example, corrected };
  report(diagnose(keysOfNoLayer, key.span, data, { fix }));
}

function readRepeat(map: YamlMap, report: Report): LayerSyntax | undefined {
  const at = map.entries[0].key.span;
  const fields = new Fields(map, repeatKeys, 'a repetition of layers', at, report);
  const times = fields.expression('repeat');
  const as = fields.name('as', 'a number or value inside a repetition');
  const layers = readLayers(fields.node('layers'), report);
  return times && (as || !fields.has('as')) ? { kind: 'repeat', times, as, layers } : undefined;
}

function readBlock(map: YamlMap, report: Report): LayerSyntax | undefined {
  const at = map.entries[0].key.span;
  const fields = new Fields(map, blockKeys, 'a residual block', at, report);
  const span = fields.keySpan('block');
  const layers = readLayers(fields.node('block'), report);
  const shortcut = readLayers(fields.node('shortcut'), report);
  if (!span) return undefined;
  if (layers.length > 0) return { kind: 'block', span, layers, shortcut };
  if (fields.node('block')) report(diagnose(emptyBlock, span, {}));
  return undefined;
}
