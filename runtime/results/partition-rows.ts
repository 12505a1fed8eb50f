import type { RowRequest } from '../../compiler/plan/plan.ts';
import type { Table } from '../../compiler/plan/results.ts';
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
    ...boundaryRows(record, arms),
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

/**
 * A row for each straight stretch of a crease. Pieces that go straight on are one row, and panels by layer
 * share the rows, so that a page stays light.
 */
function boundaryRows(record: StoredRecord, arms: Arms): Row[] {
  const { shape, data } = record.array('segments');
  const pieces = Array.from({ length: shape[0] }, (_, i): Piece => {
    const [x, y, x2, y2, layer, unit] = data.subarray(6 * i, 6 * i + 6);
    return { x, y, x2, y2, layer, unit };
  });
  return joinPieces(pieces).map(({ x, y, x2, y2, layer, unit }) => ({
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
