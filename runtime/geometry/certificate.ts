import { cellMaps, type PlaneMap } from './affine-map.ts';
import { piecesAt } from './apply.ts';
import { evaluate, largestDifference } from './forward.ts';
import { type Bend, inputSize, isBend, outputSize, type PiecewiseAffineNetwork } from './network.ts';
import type { Cells, Partition, PartitionSummary } from './partition.ts';
import { type PlanarGraph, PlanarGraphBuilder } from './planar-graph.ts';
import { diameter } from './polygon.ts';
import { inputsOnSlice, type Slice, sliceFor } from './slice.ts';
import { CompensatedSum } from './sum.ts';

export interface Certificate {
  /** |Σ areas − the window's area| / the window's area, summed with compensation */
  readonly areaResidual: number;
  /** undefined where cells are too small to join their vertices */
  readonly graph: PlanarGraph | undefined;
  /** cells whose interior point has, by a forward pass, another pattern than the recorded one */
  readonly patternMismatches: number;
  /** largest difference of the cells' affine forms from the forward pass, relative to the largest output */
  readonly affineResidual: number;
  readonly affinePoints: number;
  /** all of the above within rounding, or within the tolerance of a merged partition */
  readonly holds: boolean;
}

export interface CertifyOptions {
  /** the one that was cut */
  readonly slice?: Slice;
  /** points at which affine form and forward pass are compared, at least; default 1000 */
  readonly points?: number;
  readonly seed?: number;
}

const AREA = 1e-9;
const AFFINE = 1e-9;
/** What a forward pass may be off a zero pre-activation, relative to the layer's largest one. */
const FORWARD_ROUNDING = 2 ** -44;
/** Cells that are evaluated together, so that memory does not grow with their number. */
const BLOCK = 1024;

/** Checks a partition that was computed with `patterns: true` against the network itself. */
export function certify(
  network: PiecewiseAffineNetwork,
  partition: Partition,
  options: CertifyOptions = {},
): Certificate {
  const certifier = new Certifier(network, partition, options);
  certifier.add(partition);
  return certifier.certificate(partition);
}

/** Checks a partition that comes in chunks, computed with `patterns: true`, against the network itself. */
export class Certifier {
  private readonly network: PiecewiseAffineNetwork;
  private readonly slice: Slice;
  private readonly points: number;
  private readonly graph: PlanarGraphBuilder;
  private readonly area = new CompensatedSum();
  /** how far inside the plane a line may be off */
  private readonly reach: number;
  private mismatches = 0;
  private regions = 0;
  private draw: number;
  /** only every stride-th cell's affine form is compared; doubles whenever `points` were */
  private stride = 1;
  private compared = 0;
  private difference = 0;
  private scale = 0;
  /** largest of any node's values at the points that were compared */
  private magnitude = 0;
  /** of the cells' affine forms, in the plane */
  private steepest = 0;

  /** `window` and `tolerance` are those of the partition. */
  constructor(
    network: PiecewiseAffineNetwork,
    { window, tolerance }: { readonly window: Float64Array; readonly tolerance: number },
    { slice, points = 1000, seed = 0 }: CertifyOptions = {},
  ) {
    this.network = network;
    this.slice = sliceFor(inputSize(network), slice);
    this.points = points;
    this.draw = seed;
    this.reach = 4 * tolerance * diameter(window);
    this.graph = new PlanarGraphBuilder(window, tolerance);
  }

  add(cells: Cells): void {
    if (cells.patterns === undefined)
      throw new RangeError(
        'A certificate needs the activation patterns: compute the partition with `patterns: true`.',
      );
    for (let i = 0; i < cells.regions; i++) this.area.add(cells.areas[i]);
    this.graph.add(cells);
    for (let from = 0; from < cells.regions; from += BLOCK)
      this.checkPatterns(cells, from, Math.min(BLOCK, cells.regions - from));
    this.compareAffine(cells);
    this.regions += cells.regions;
  }

  certificate({ windowArea }: PartitionSummary): Certificate {
    const areaResidual = windowArea === 0 ? 0 : Math.abs(this.area.total / windowArea - 1);
    const graph = this.graph.result();
    const affineResidual = this.difference === 0 ? 0 : this.difference / (this.scale || 1);
    const holds =
      areaResidual <= AREA &&
      (graph === undefined || (graph.eulerResidual === 0 && graph.unmatchedEdges === 0)) &&
      this.mismatches === 0 &&
      // Outputs that cancel to nothing are as good as what they are made of.
      this.difference <= AFFINE * this.magnitude + 4 * this.reach * this.steepest;
    return {
      areaResidual,
      graph,
      patternMismatches: this.mismatches,
      affineResidual,
      affinePoints: this.compared,
      holds,
    };
  }

  /** Compares the recorded patterns with those at the means of the cells' vertices. */
  private checkPatterns(cells: Cells, first: number, count: number): void {
    const places = Array.from({ length: count }, (_, i) => pointIn(cells, first + i, () => 1));
    evaluate(this.network, inputsOnSlice(this.slice, places.flat()), (values, from, rows) => {
      for (let r = 0; r < rows; r++) {
        const cell = from + r;
        if (this.isMismatch(patternOf(cells, first + cell), values, r, places[cell])) this.mismatches++;
      }
    });
  }

  /**
   * Whether a unit has another piece than recorded though the point is clear of its boundary, which is
   * where the cell's own affine map puts it: that is the forward pass up to the first such unit, and does
   * not move behind it, where a unit that was merged away may have bent.
   */
  private isMismatch(
    pattern: Uint8Array,
    values: readonly Float64Array[],
    row: number,
    place: Place,
  ): boolean {
    let maps: PlaneMap[] | undefined;
    let at = 0;
    return this.network.nodes.some((node) => {
      if (!isBend(node)) return false;
      const recorded = pattern.subarray(at, (at += node.size));
      const width = this.network.nodes[node.from].size;
      const h = values[node.from].subarray(row * width, (row + 1) * width);
      const pieces = new Uint8Array(node.size);
      piecesAt(node, h, pieces);
      return pieces.some((piece, k) => {
        if (piece === recorded[k]) return false;
        maps ??= cellMaps(this.network, this.slice, pattern);
        const { gap, slope } = outsidePiece(node, k, recorded[k], piece, maps[node.from], place);
        const scale = h.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        return !(gap <= this.reach * slope + FORWARD_ROUNDING * scale);
      });
    });
  }

  /** Compares affine forms and forward pass at points spread over the cells by a low-discrepancy sequence. */
  private compareAffine(cells: Cells): void {
    const next = () => (this.draw++ * 0.6180339887498949) % 1;
    const perCell = Math.ceil(this.points / Math.max(1, this.regions + cells.regions));
    const outputs = outputSize(this.network);
    for (let cell = 0; cell < cells.regions; cell++) {
      if ((this.regions + cell) % this.stride !== 0) continue;
      const places = Array.from({ length: perCell }, () => pointIn(cells, cell, () => next() + 0.01)).flat();
      const map = cellMaps(this.network, this.slice, patternOf(cells, cell)).at(-1)!;
      for (let o = 0; o < outputs; o++)
        this.steepest = Math.max(this.steepest, Math.hypot(map[o], map[outputs + o]));
      const affine = new Float64Array(perCell * outputs);
      for (let p = 0; p < perCell; p++)
        for (let o = 0; o < outputs; o++)
          affine[p * outputs + o] =
            map[o] * places[2 * p] + map[outputs + o] * places[2 * p + 1] + map[2 * outputs + o];
      evaluate(this.network, inputsOnSlice(this.slice, places), (values, first) => {
        const direct = values[values.length - 1];
        const own = affine.subarray(first * outputs, first * outputs + direct.length);
        this.difference = Math.max(this.difference, largestDifference(own, direct).largest);
        this.scale = Math.max(this.scale, largestMagnitude(direct));
        for (const value of values) this.magnitude = Math.max(this.magnitude, largestMagnitude(value));
      });
      this.compared += perCell;
      if (this.compared >= 2 * this.points * Math.log2(2 * this.stride)) this.stride *= 2;
    }
  }
}

const largestMagnitude = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const patternOf = ({ patterns, regions }: Cells, cell: number): Uint8Array => {
  const units = patterns!.length / regions;
  return patterns!.subarray(cell * units, (cell + 1) * units);
};

/** By how much a unit's input lies outside its recorded piece, towards another, and how steep that is. */
function outsidePiece(
  bend: Bend,
  k: number,
  recorded: number,
  found: number,
  map: PlaneMap,
  [s, t]: Place,
): { gap: number; slope: number } {
  const width = map.length / 3;
  const form = (i: number) => [map[i], map[width + i], map[2 * width + i]];
  if (bend.kind === 'activation') {
    const [a, b, c] = form(k);
    const { thresholds } = bend.pieces;
    const value = a * s + b * t + c;
    const gap = found > recorded ? value - thresholds[recorded] : thresholds[recorded - 1] - value;
    return { gap, slope: Math.hypot(a, b) };
  }
  const each = bend.candidates.length / bend.size;
  const [won, lost] = [found, recorded].map((place) => form(bend.candidates[k * each + place]));
  const [da, db, dc] = won.map((value, i) => value - lost[i]);
  return { gap: da * s + db * t + dc, slope: Math.hypot(da, db) };
}

type Place = readonly [s: number, t: number];

/** A point inside a cell: the mean of its vertices with these weights. */
function pointIn({ vertices, offsets }: Cells, cell: number, weight: () => number): Place {
  const from = offsets[cell];
  let total = 0;
  // Relative to the first vertex, so that the point of a tiny cell stays inside it.
  let ds = 0;
  let dt = 0;
  for (let i = from; i < offsets[cell + 1]; i++) {
    const w = weight();
    total += w;
    ds += w * (vertices[2 * i] - vertices[2 * from]);
    dt += w * (vertices[2 * i + 1] - vertices[2 * from + 1]);
  }
  return [vertices[2 * from] + ds / total, vertices[2 * from + 1] + dt / total];
}
