import { expect, test } from 'vitest';
import { chain } from '../../../runtime/geometry/network.ts';
import { type Cells, type Partition, partition } from '../../../runtime/geometry/partition.ts';
import { cellShapes } from '../../../runtime/geometry/shapes.ts';
import { layer } from './networks.ts';

const cell = (vertices: number[], area: number): Cells => ({
  regions: 1,
  vertices: Float64Array.from(vertices),
  offsets: Uint32Array.of(0, vertices.length / 2),
  areas: Float64Array.of(area),
});

test('of a square far from the origin', () => {
  const shape = cellShapes(cell([1e6, 5, 1e6 + 2, 5, 1e6 + 2, 7, 1e6, 7], 4));
  expect(shape.vertices[0]).toBe(4);
  expect(shape.perimeter[0]).toBe(8);
  expect(shape.inradius[0]).toBe(1);
  expect(shape.isoperimetricRatio[0]).toBeCloseTo(Math.PI / 4, 14);
  expect(shape.eccentricity[0]).toBeCloseTo(1, 14);
  expect(Array.from(shape.centroid)).toEqual([1e6 + 1, 6]);
});

// Legs 3 and 4: perimeter 12, inscribed circle of radius 1, centroid a third of the way in.
test('of a right triangle', () => {
  const shape = cellShapes(cell([0, 0, 3, 0, 0, 4], 6));
  expect(shape.perimeter[0]).toBe(12);
  expect(shape.inradius[0]).toBe(1);
  expect(shape.isoperimetricRatio[0]).toBeCloseTo((4 * Math.PI * 6) / 144, 14);
  expect(shape.centroid[0]).toBeCloseTo(1, 14);
  expect(shape.centroid[1]).toBeCloseTo(4 / 3, 14);
  expect(shape.eccentricity[0]).toBeCloseTo(Math.hypot(1, 8 / 3) / Math.hypot(1, 4 / 3), 14);
});

test('a circle of many corners is nearly 1 in every ratio', () => {
  const n = 1000;
  const corners = Array.from({ length: n }, (_, i) => (2 * Math.PI * i) / n).flatMap((t) => [
    Math.cos(t),
    Math.sin(t),
  ]);
  const shape = cellShapes(cell(corners, (n / 2) * Math.sin((2 * Math.PI) / n)));
  expect(shape.isoperimetricRatio[0]).toBeCloseTo(1, 4);
  expect(shape.eccentricity[0]).toBeCloseTo(1, 12);
});

test('the edges of all cells are the rim once and every boundary piece twice', () => {
  const network = chain(2, [
    layer(
      [
        [1, 0.3],
        [0.2, -1],
        [1, 1],
      ],
      [0.1, 0.2, -0.3],
      0,
    ),
  ]);
  const cells = partition(network, [-1, -1, 1, -1, 1, 1, -1, 1]) as Partition;
  let boundary = 0;
  for (let i = 0; i < cells.segments.layer.length; i++) {
    const [x1, y1, x2, y2] = cells.segments.points.subarray(4 * i, 4 * i + 4);
    boundary += Math.hypot(x2 - x1, y2 - y1);
  }
  const perimeters = cellShapes(cells).perimeter.reduce((sum, length) => sum + length, 0);
  expect(perimeters).toBeCloseTo(8 + 2 * boundary, 12);
});
