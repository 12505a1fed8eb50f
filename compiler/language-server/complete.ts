import type { Source } from '../compile.ts';
import { channelNames } from '../lower/charts/channel.ts';
import { marks } from '../lower/charts/marks.ts';
import type { YamlMap, YamlNode } from '../source/yaml-tree.ts';
import { type Analysis, analyseAround } from './analysis.ts';
import { completeExpression } from './complete-expression.ts';
import type { Completion } from './completion.ts';
import { fieldPlace } from './fields.ts';
import { placeAt, type TypedPlace } from './place.ts';

/** What can be typed at `offset`. */
export function complete(
  source: Source,
  offset: number,
  others: readonly Source[] = [],
): readonly Completion[] {
  const { file, text } = source;
  const place = placeAt(text, offset);
  if (!place) return [];
  const analysis = analyseAround(source, offset, others);
  const found = place.kind === 'key' ? completeKey(place, analysis) : completeValue(place, analysis);
  const start = offset - (/\w*$/.exec(text.slice(0, offset)) as RegExpExecArray)[0].length;
  const seen = new Set<string>();
  return found.flatMap((item) => {
    if (seen.has(item.label)) return [];
    seen.add(item.label);
    return [
      { ...item, span: { file, start: item.wholeKey ? offset - place.typed.length : start, end: offset } },
    ];
  });
}

function completeKey({ path, siblings }: TypedPlace, analysis: Analysis | undefined): Completion[] {
  if (path.length === 2 && path[0] === 'profiles') return analysis ? overridablePaths(analysis.root) : [];
  const last = path[path.length - 1];
  if (path[0] === 'charts' && (last === 'encoding' || last === 'facet')) return channels.filter(isNew);
  const { keys } = fieldPlace(path);
  return Object.entries(keys)
    .map(([label, { about, example, required }]): Completion => {
      const detail = required ? `${about} (required)` : about;
      return { label, kind: 'key', detail, documentation: `\`${example}\``, insert: `${label}: ` };
    })
    .filter(isNew);

  function isNew({ label }: Completion): boolean {
    return !siblings.includes(label);
  }
}

const channels = channelNames.map(
  (label): Completion => ({ label, kind: 'key', detail: 'channel of the chart', insert: `${label}: ` }),
);

/** Every value of the file that a profile may replace, as a path with dots. */
function overridablePaths(root: YamlMap, above = ''): Completion[] {
  return root.entries.flatMap(({ key, value }): Completion[] => {
    const path = `${above}${key.text}`;
    if (path === 'profiles' || path === 'crease') return [];
    if (value?.kind === 'map') return overridablePaths(value, `${path}.`);
    const detail = value?.kind === 'scalar' ? `is ${value.text}` : 'a setting of this file';
    return [{ label: path, kind: 'key', detail, insert: `${path}: `, wholeKey: true }];
  });
}

/** What something can be called now, in `moved`. */
function movablePlaces({ root }: Analysis): Completion[] {
  const names = (path: readonly string[]) => {
    const section = path.reduce<YamlNode | undefined>((node, key) => valueAt(node, key), root);
    return section?.kind === 'map' ? section.entries.map(({ key }) => key.text) : [];
  };
  const paths = [
    ...names(['axes']).flatMap((axis) => [axis, ...names(['axes', axis]).map((arm) => `${axis}.${arm}`)]),
  ].map((name) => `axes.${name}`);
  return [...paths, ...names(['measure']).map((name) => `measure.${name}`)].map(
    (label): Completion => ({ label, kind: 'constant', detail: 'what it is called now', wholeKey: true }),
  );
}

function valueAt(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key.text === key)?.value : undefined;
}

function completeValue(place: TypedPlace, analysis: Analysis | undefined): Completion[] {
  if (place.path[0] === 'moved') return analysis ? movablePlaces(analysis) : [];
  const { wanted } = fieldPlace(place.path);
  if (wanted === 'nothing') return [];
  if (wanted === 'text') return completeText(place, analysis);
  if (wanted === 'mark') {
    return Object.keys(marks).map((label): Completion => ({ label, kind: 'constant', detail: 'a mark' }));
  }
  const itemKeys = place.item && /^\w*$/.test(place.typed) ? completeKey(place, analysis) : [];
  return [...completeExpression(place, wanted, analysis), ...itemKeys];
}

/** Inside of prose, an expression stands between `${` and `}`. */
function completeText(place: TypedPlace, analysis: Analysis | undefined): Completion[] {
  const start = place.typed.lastIndexOf('${');
  const inside = place.typed.slice(start + 2);
  if (start < 0 || inside.includes('}')) return [];
  return completeExpression({ ...place, typed: inside }, 'anything', analysis);
}
