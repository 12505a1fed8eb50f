import {
  type Channel,
  type Channels,
  encode,
  facetNames,
  type More,
  type Shown,
  type Spec,
} from './channel.ts';
import { type Mark, type MarkPart, marks } from './marks.ts';

/** What an author may say of a chart in Vega-Lite's words, besides its channels. */
export interface Style {
  /** Properties of the mark. */
  readonly mark: More;
  /** `transform`, `width`, … */
  readonly parts: More;
}

/**
 * A Vega-Lite specification for rows of one measurement: `kind` is `replicate` or `summary`, `value` the
 * number (a mean in summaries), `low` and `high` its interval; axes and indices are columns.
 */
export function drawMeasurement(
  mark: Mark,
  channels: Channels,
  shown: Shown,
  { mark: more, parts }: Style,
): Spec {
  const discrete = mark === 'rect';
  const names = Object.keys(channels);
  const facets = names.filter((name) => facetNames.includes(name));
  const what = { ...shown, fromZero: mark === 'bar' || mark === 'area' };
  const definition = (name: string) => encode(channels[name], name, what, discrete);
  const drawn = names.filter((name) => !facetNames.includes(name) && name !== 'detail');
  const encoding = Object.fromEntries(drawn.map((name) => [name, definition(name)]));
  const value = drawn.find((name) => channels[name].kind === 'value') ?? 'y';
  const detail = channels.detail && [definition('detail')];
  const layer = (marks[mark] as readonly MarkPart[]).flatMap((part) =>
    layerOf(part, more, encoding, value, detail ?? []),
  );
  const { transform, width, height, view, resolve, spacing, columns } = parts;
  const size = sizeOf(channels, facets.length > 0, discrete);
  const body = {
    width: width ?? size.width,
    height: height ?? size.height,
    ...(view !== undefined && { view }),
    layer,
  };
  const around = { ...(transform !== undefined && { transform }), ...(resolve !== undefined && { resolve }) };
  if (facets.length === 0) return { ...around, ...body };
  const gap = { ...(spacing !== undefined && { spacing }), ...(columns !== undefined && { columns }) };
  const facet = channels.facet
    ? definition('facet')
    : Object.fromEntries(facets.map((name) => [name, definition(name)]));
  return { ...around, ...gap, facet, spec: body };
}

/** Panels are smaller than charts that stand alone; cells of a heat map and bars make their own width. */
function sizeOf(channels: Channels, panel: boolean, discrete: boolean): Spec {
  const steps = (channel: Channel | undefined) =>
    discrete && channel?.kind === 'index' && (channel.index.values?.length ?? 0) < 12
      ? { step: 34 }
      : undefined;
  const [width, height] = panel ? [panelWidth(channels.column), 170] : [380, 240];
  return { width: steps(channels.x) ?? width, height: steps(channels.y) ?? height };
}

/** Few panels in a row have more room each. */
function panelWidth(column: Channel | undefined): number {
  const panels =
    column?.kind === 'axis' ? column.arms.length : column?.kind === 'index' ? column.index.values?.length : 1;
  return panels === undefined || panels > 3 ? 150 : panels > 2 ? 190 : 260;
}

/** Fields of the two ends of each part that has two; they need a place along x or y. */
const ends: Readonly<Partial<Record<MarkPart[0], readonly [string, string]>>> = {
  interval: ['low', 'high'],
  whisker: ['least', 'most'],
  box: ['lower', 'upper'],
};
/** What is said of the form of a mark holds for all its parts; the rest for the part that shows most. */
const shared = ['color', 'interpolate', 'tension', 'orient', 'clip'];
const main: Readonly<Record<string, true>> = { mean: true, box: true };

function layerOf(
  [part, style]: MarkPart,
  more: More,
  encoding: Readonly<Record<string, Spec>>,
  value: string,
  detail: readonly Spec[],
): Spec[] {
  const own: Record<string, unknown> = { ...encoding };
  const pair = ends[part];
  if (pair) {
    if (value !== 'x' && value !== 'y') return [];
    own[value] = { ...encoding[value], field: pair[0] };
    own[`${value}2`] = { field: pair[1] };
  }
  // Means of different arms are no parts of a whole.
  else if ((value === 'x' || value === 'y') && (style.type === 'area' || style.type === 'bar'))
    own[value] = { stack: null, ...encoding[value] };
  if (part === 'median') own[value] = { ...encoding[value], field: 'middle' };
  const details = part === 'replicate' ? [...detail, { field: 'replicate', type: 'nominal' }] : detail;
  if (details.length > 0) own.detail = details.length === 1 ? details[0] : details;
  const said = Object.entries(more).filter(([name]) => main[part] || shared.includes(name));
  const kind = part === 'replicate' ? 'replicate' : 'summary';
  return [
    {
      transform: [{ filter: { field: 'kind', equal: kind } }],
      mark: { ...style, ...Object.fromEntries(said) },
      encoding: own,
    },
  ];
}
