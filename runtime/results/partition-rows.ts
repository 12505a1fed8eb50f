import type { Construct, DataSetting, RowRequest } from '../../compiler/plan/plan.ts';
import type { Table } from '../../compiler/plan/results.ts';
import { type Box, type Thinned, thinningText, thinSegments } from '../drawing/thin.ts';
import { placesOnSlice } from '../geometry/slice.ts';
import { pointsOf } from '../measure/points.ts';
import { samplesOf, sliceOf } from '../measure/slices.ts';
import type { Arms } from '../statistics/quantity.ts';
import type { StoredRecord } from '../store/record.ts';
import type { Found } from './found.ts';
import { joinPieces, type Piece } from './join-pieces.ts';
import { combinations, type Row } from './measurement-rows.ts';
import { rounded } from './round.ts';

type Request = Extract<RowRequest, { kind: 'partition' }>;

/** What a picture of partitions shows, for each arm: pieces of boundaries, and points over them. */
export function partitionRows(found: Found, request: Request): readonly Row[] {
  return pictures(found, request).flatMap(([arms, record]) => [
    ...boundaryRows(drawnPieces(record, boxOf(found, request)), arms),
    ...decisionRows(found, request, record, arms),
    ...pointRows(found, request, arms),
    ...sampleRows(found, request, arms),
  ]);
}

/** The record behind each facet; arms whose cell has none are left out. */
function pictures(found: Found, { axes, measurement, replicate }: Request): [Arms, StoredRecord][] {
  return combinations(found, axes).flatMap((arms) => {
    const cell = found.cells(arms).find((candidate) => candidate.replicate === replicate);
    const record = cell && found.record(cell, measurement);
    return record === undefined ? [] : [[arms, record] satisfies [Arms, StoredRecord]];
  });
}

/** Rows of one picture: a page that shows it stays below two megabytes. */
const mostPieces = 8000;

interface Drawn {
  readonly pieces: readonly Piece[];
  readonly thinned: Thinned;
}

/**
 * The straight stretches of creases that are drawn: pieces that go straight on are one, and where there are
 * too many to tell apart, they are thinned.
 */
function drawnPieces(record: StoredRecord, box: Box): Drawn {
  const { shape, data } = record.array('segments');
  const pieces = Array.from({ length: shape[0] }, (_, i): Piece => {
    const [x, y, x2, y2, layer, unit] = data.subarray(6 * i, 6 * i + 6);
    return { x, y, x2, y2, layer, unit };
  });
  const joined = joinPieces(pieces);
  const points = joined.flatMap(({ x, y, x2, y2 }) => [x, y, x2, y2]);
  const thinned = thinSegments({ points, layer: joined.map(({ layer }) => layer) }, box, mostPieces);
  return { pieces: Array.from(thinned.kept, (i) => joined[i]), thinned };
}

/** The window that a picture shows. */
function boxOf({ plan }: Found, { measurement }: Request): Box {
  const { low, high } = plan.measurements[measurement].value.window as Construct;
  return [...(low as [number, number]), ...(high as [number, number])];
}

/** Panels by layer share the rows. */
function boundaryRows({ pieces }: Drawn, arms: Arms): Row[] {
  return pieces.map(({ x, y, x2, y2, layer, unit }) => ({
    kind: 'boundary',
    ...arms,
    x: rounded(x),
    y: rounded(y),
    x2: rounded(x2),
    y2: rounded(y2),
    layer,
    unit,
  }));
}

/** How each picture was thinned, in words; empty where all is drawn. */
export function partitionThinning(found: Found, request: Request): string {
  const texts = pictures(found, request).flatMap(([arms, record]) => {
    const text = thinningText(drawnPieces(record, boxOf(found, request)).thinned);
    const panel = request.axes.map((axis) => arms[axis]).join(', ');
    return text === '' ? [] : [panel === '' ? text : `${panel}: ${text}`];
  });
  return texts.join(' ');
}

/** Bends of the decision boundary are where creases cross it: little of it goes straight on, and all may be thinned. */
function decisionRows(found: Found, request: Request, record: StoredRecord, arms: Arms): Row[] {
  if (!request.decision) return [];
  const { shape, data: points } = record.array('decision');
  const layer = new Uint8Array(shape[0]);
  const { kept } = thinSegments({ points, layer }, boxOf(found, request), mostPieces);
  return Array.from(kept, (i) => {
    const [x, y, x2, y2] = Array.from(points.subarray(4 * i, 4 * i + 4), rounded);
    return { kind: 'decision', ...arms, x, y, x2, y2 };
  });
}

/** Examples where they lie in the plane; those of more than two inputs are projected onto the slice. */
function pointRows(found: Found, request: Request, arms: Arms): Row[] {
  if (request.overlay === undefined) return [];
  const { inputs } = pointsOf(found.plan, request.replicate)(request.overlay);
  return placeRows('point', placesIn(found, request, inputs), arms);
}

/** The examples that a slice goes through. */
function sampleRows(found: Found, request: Request, arms: Arms): Row[] {
  const slice = sliceSetting(found, request);
  if (slice?.is !== 'through') return [];
  const { inputs } = samplesOf(slice, pointsFor(found, request));
  return placeRows('sample', placesIn(found, request, inputs), arms);
}

function placeRows(kind: string, places: ArrayLike<number>, arms: Arms): Row[] {
  return Array.from({ length: places.length / 2 }, (_, i) => ({
    kind,
    ...arms,
    x: rounded(places[2 * i]),
    y: rounded(places[2 * i + 1]),
  }));
}

function placesIn(found: Found, request: Request, inputs: Float64Array): Float64Array {
  const slice = sliceOf(sliceSetting(found, request), pointsFor(found, request));
  return slice ? placesOnSlice(slice, inputs) : inputs;
}

const sliceSetting = ({ plan }: Found, { measurement }: Request) =>
  plan.measurements[measurement].value.slice as Construct | undefined;

function pointsFor({ plan }: Found, { replicate }: Request) {
  const find = pointsOf(plan, replicate);
  return ({ name, part }: DataSetting) => find({ data: name, part });
}

/** How many regions each picture has, and how large they are. */
export function partitionTable(found: Found, request: Request): Table {
  const last = (record: StoredRecord, name: string) => rounded(record.array(name).data.at(-1)!);
  return {
    columns: [
      ...request.axes.map((name) => ({ name, title: name, unit: '' })),
      { name: 'regions', title: 'regions', unit: 'count' },
      { name: 'mean_area', title: 'mean area of a region', unit: 'area' },
      ...(request.decision
        ? [{ name: 'decision_length', title: 'length of the decision boundary', unit: 'distance' }]
        : []),
    ],
    rows: pictures(found, request).map(([arms, record]) => [
      ...request.axes.map((axis) => arms[axis]),
      last(record, 'regions'),
      last(record, 'mean_area'),
      ...(request.decision ? [last(record, 'decision_length')] : []),
    ]),
  };
}
