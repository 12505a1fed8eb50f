import type { Construct } from '../../plan/plan.ts';
import type { More, Spec } from './channel.ts';

/** What the panels of one direction stand for: arms of an axis, or the layers of the network. */
export type Panel =
  | 'layer'
  | { readonly field: string; readonly arms: readonly string[]; readonly more: More };
export interface Panels {
  readonly row?: Panel;
  readonly column?: Panel;
}
export interface PartitionStyle {
  /** How many layers have creases. */
  readonly layers: number;
  /** Whether creases have the colour of their layer. */
  readonly colored: boolean;
  /** Whether the decision boundary is drawn over them. */
  readonly decision: boolean;
  /** How the plane was chosen, where it is not that of the two inputs: `through`, `principal`, `slice`. */
  readonly slice: string | undefined;
  /** `width`, `height`, … as the author wrote them. */
  readonly parts: More;
}

/** Creases of earlier layers: there, but behind. Readable on white and on black. */
const faint = '#a8a8a8';

/**
 * A Vega-Lite specification that draws the creases in a window: rows of kind `boundary` are segments
 * (x, y)–(x2, y2) with their layer and unit, rows of kind `decision` are pieces of the decision boundary, rows
 * of kind `point` are overlaid examples, and rows of kind `sample` the examples that a slice goes through.
 *
 * With a panel for each layer, a panel shows the creases of its layer over those of the layers before. The
 * rows are not repeated for that: Vega puts each into the panels from its own layer on.
 */
export function drawPartition(window: Construct, panels: Panels, style: PartitionStyle): Spec {
  const { width: ownWidth, height: ownHeight, spacing, transform, view, resolve } = style.parts;
  const byLayer = panels.row === 'layer' || panels.column === 'layer';
  const [low, high] = [window.low as readonly number[], window.high as readonly number[]];
  const width = (ownWidth as number | undefined) ?? (byLayer ? 170 : 300);
  const ratio = (high[1] - low[1]) / (high[0] - low[0]);
  const height = ownHeight ?? (typeof width === 'number' ? Math.round(width * ratio) : 300);
  const place = axesOf(low, high, byLayer, style.slice ? alongSlice : inputs);
  const layer = [
    ...(byLayer ? creasesByLayer(place, style.colored) : [creases(place)]),
    ...(style.decision ? [decisionBoundary(place)] : []),
    dots(place),
    ...(style.slice === 'through' ? [samples(place)] : []),
  ];
  const body = { width, height, view: view ?? { stroke: faint, strokeWidth: 0.5 }, layer };
  const steps = [
    ...((transform as readonly unknown[] | undefined) ?? []),
    ...(byLayer ? intoPanels(style.layers) : []),
  ];
  const around = { ...(steps.length > 0 && { transform: steps }), ...(resolve !== undefined && { resolve }) };
  const facet = Object.fromEntries(
    Object.entries(panels).map(([direction, panel]) => [direction, facetOf(panel as Panel, style.layers)]),
  );
  if (Object.keys(facet).length === 0) return { ...around, ...body };
  return { ...around, spacing: spacing ?? (byLayer ? 10 : 20), facet, spec: body };
}

/** Puts every row into the panel of its own layer and of each layer after it; points have no layer and go everywhere. */
function intoPanels(layers: number): readonly Spec[] {
  const all = Array.from({ length: layers }, (_, i) => i + 1);
  return [
    { calculate: JSON.stringify(all), as: 'panel' },
    { flatten: ['panel'] },
    { filter: '!datum.layer || datum.layer <= datum.panel' },
  ];
}

function facetOf(panel: Panel, layers: number): Spec {
  if (panel !== 'layer')
    return { field: panel.field, type: 'nominal', title: panel.field, sort: panel.arms, ...panel.more };
  const sort = Array.from({ length: layers }, (_, i) => i + 1);
  return { field: 'panel', type: 'ordinal', title: 'creases of layer', sort };
}

interface Place {
  readonly x: Spec;
  readonly y: Spec;
}

const inputs = ['first input', 'second input'] as const;
const alongSlice = ['along u (input distance)', 'along v (input distance)'] as const;

function axesOf(
  low: readonly number[],
  high: readonly number[],
  small: boolean,
  [first, second]: readonly [string, string],
): Place {
  const axis = (i: 0 | 1, title: string) => ({
    type: 'quantitative',
    title: small ? null : title,
    scale: { domain: [low[i], high[i]], nice: false, zero: false },
    axis: { grid: false, domain: false, ...(small && { tickCount: 3 }) },
  });
  return { x: { field: 'x', ...axis(0, first) }, y: { field: 'y', ...axis(1, second) } };
}

const ends = { x2: { field: 'x2' }, y2: { field: 'y2' } };
const layerColor = { field: 'layer', type: 'ordinal', title: 'crease of layer' };

function creases(place: Place): Spec {
  return {
    transform: [{ filter: { field: 'kind', equal: 'boundary' } }],
    mark: { type: 'rule', strokeWidth: 0.9, clip: true },
    encoding: { ...place, ...ends, color: layerColor },
  };
}

function creasesByLayer(place: Place, colored: boolean): readonly Spec[] {
  // One value, so that all have the first colour of the theme.
  const one = { calculate: '"this layer"', as: 'shown' };
  const color = colored ? layerColor : { field: 'shown', type: 'nominal' };
  return [
    {
      transform: [{ filter: 'datum.layer < datum.panel' }],
      mark: { type: 'rule', strokeWidth: 0.5, color: faint, clip: true },
      encoding: { ...place, ...ends },
    },
    {
      transform: [{ filter: 'datum.layer === datum.panel' }, ...(colored ? [] : [one])],
      mark: { type: 'rule', strokeWidth: 1.1, clip: true },
      encoding: { ...place, ...ends, color: { ...color, legend: null } },
    },
  ];
}

/** Bold, in the colour of text, which stands out from creases of any colour on either ground. */
function decisionBoundary(place: Place): Spec {
  return {
    transform: [{ filter: { field: 'kind', equal: 'decision' } }],
    mark: { type: 'rule', strokeWidth: 3, strokeCap: 'round', clip: true },
    encoding: { ...place, ...ends },
  };
}

function samples(place: Place): Spec {
  return {
    transform: [{ filter: { field: 'kind', equal: 'sample' } }],
    mark: { type: 'point', shape: 'diamond', filled: true, size: 110, opacity: 1, clip: true },
    encoding: { ...place },
  };
}

function dots(place: Place): Spec {
  return {
    transform: [{ filter: { field: 'kind', equal: 'point' } }],
    mark: { type: 'point', filled: true, size: 14, opacity: 1, clip: true },
    encoding: { ...place },
  };
}
