import { refusedInChart } from '../diagnostics/codes/charts.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { YamlEntry, YamlNode } from '../source/yaml-tree.ts';

const evaluated = 'Vega would evaluate it, and experiment files are data';
const fetched = 'a chart shows what was measured and fetches nothing';
const averaged = 'Crease averages replicates itself, with intervals; what has no channel is averaged';

/** Keys of Vega-Lite that have no place in a chart, wherever they stand, with why. */
const refusals: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['expr', 'calculate', 'signal', 'labelExpr'].map((key) => [key, evaluated])),
  condition: 'conditions are expressions or hang on interaction',
  ...Object.fromEntries(['data', 'datasets', 'url', 'lookup'].map((key) => [key, fetched])),
  href: 'charts link to nothing',
  usermeta: 'it is a message to other programs',
  params: 'interaction hangs on expressions',
  config: 'the look of charts is shared; set it on the mark or the channel',
  sample: 'it draws at random, and the same file must give the same chart',
  timeUnit: 'nothing here is a date',
  $schema: 'charts follow the version of Vega-Lite that comes with Crease',
};
/** Refused in channels only. */
const inChannels: Readonly<Record<string, string>> = {
  aggregate: averaged,
  bin: averaged,
  impute: averaged,
};

/** Whether the entry is refused, in a channel or elsewhere; reported where it is. */
export function isRefused({ key, value }: YamlEntry, channel: boolean, report: Report): boolean {
  const table = channel ? { ...refusals, ...inChannels } : refusals;
  const expression = (key.text === 'filter' || key.text === 'test') && value?.kind === 'scalar';
  const reason = Object.hasOwn(table, key.text) ? table[key.text] : expression ? evaluated : undefined;
  if (reason === undefined) return false;
  report(diagnose(refusedInChart, key.span, { key: key.text, reason }));
  return true;
}

/** The node without what is refused in it; each of those is reported. */
export function withoutRefused(node: YamlNode, channel: boolean, report: Report): YamlNode {
  if (node.kind === 'list')
    return { ...node, items: node.items.map((item) => withoutRefused(item, channel, report)) };
  if (node.kind !== 'map') return node;
  const entries = node.entries.filter((entry) => !isRefused(entry, channel, report));
  return {
    ...node,
    entries: entries.map(({ key, value }) => ({
      key,
      value: value && withoutRefused(value, channel, report),
    })),
  };
}
