import type { Construct, RowRequest } from '../../compiler/plan/plan.ts';
import type { Table } from '../../compiler/plan/results.ts';
import { type Box, type Thinned, thinningText, thinSegments } from '../drawing/thin.ts';
import { pointsOf } from '../measure/points.ts';
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
    ...pointRows(found, request, arms),
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

function pointRows({ plan }: Found, { overlay, replicate }: Request, arms: Arms): Row[] {
  if (overlay === undefined) return [];
  const { count, inputs } = pointsOf(plan, replicate)(overlay);
  return Array.from({ length: count }, (_, i) => ({
    kind: 'point',
    ...arms,
    x: rounded(inputs[2 * i]),
    y: rounded(inputs[2 * i + 1]),
  }));
}

/** How many regions each picture has, and how large they are. */
export function partitionTable(found: Found, request: Request): Table {
  const last = (record: StoredRecord, name: string) => rounded(record.array(name).data.at(-1)!);
  return {
    columns: [
      ...request.axes.map((name) => ({ name, title: name, unit: '' })),
      { name: 'regions', title: 'regions', unit: 'count' },
      { name: 'mean_area', title: 'mean area of a region', unit: 'area' },
    ],
    rows: pictures(found, request).map(([arms, record]) => [
      ...request.axes.map((axis) => arms[axis]),
      last(record, 'regions'),
      last(record, 'mean_area'),
    ]),
  };
}
