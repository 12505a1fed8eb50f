import { countPoints } from './forward.ts';
import { multiplyRows } from './multiply.ts';
import {
  type AffineLayer,
  activatedLayers,
  checkNetwork,
  inputSize,
  type PiecewiseAffineNetwork,
} from './network.ts';

/**
 * Receives, for one point and one activated layer (from 0), the linearised distance of every unit's
 * boundary: |h| / ‖∇h‖ in input units. The array is reused: copy what you keep.
 */
export type DistanceVisitor = (point: number, layer: number, distances: Float64Array) => void;

/**
 * Visits the linearised distance |h| / ‖∇h‖ of every unit at every point [n][inputs] (science: Hanin &
 * Rolnick, arXiv 1901.09021). It is Infinity for a unit that is constant around the point (dead). A
 * single value is exact in the first layer and first-order in deeper ones; the least over all units is the
 * exact distance to the boundary of the point's own region.
 *
 * One point's Jacobian is held at a time: memory does not grow with n.
 */
export function visitBoundaryDistances(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
  visit: DistanceVisitor,
): void {
  checkNetwork(network);
  const n = countPoints(points, inputSize(network));
  const layers = activatedLayers(network);
  if (layers.length === 0) return;
  const tangent = new Tangent(inputSize(network), layers);
  for (let point = 0; point < n; point++) {
    tangent.start(points.subarray(point * inputSize(network), (point + 1) * inputSize(network)));
    layers.forEach((_, l) => {
      if (l > 0) tangent.advance();
      visit(point, l, tangent.distances());
    });
  }
}

/** A point's pre-activations and their Jacobian, carried from layer to layer. */
class Tangent {
  private readonly layers: readonly AffineLayer[];
  private readonly values: Float64Array[];
  private readonly distance: Float64Array[];
  /** [directions][units]: the Jacobian transposed, in an orthonormal basis of the first layer's rows */
  private readonly jacobians: Float64Array[];
  private readonly directions: number;
  private readonly firstNorms: Float64Array;
  private readonly scaled: Float64Array;
  private readonly packed: Float64Array;
  private l = 0;

  constructor(inputs: number, layers: readonly AffineLayer[]) {
    this.layers = layers;
    const first = layers[0];
    this.directions = Math.min(inputs, first.outputs);
    const widest = Math.max(...layers.map(({ outputs }) => outputs));
    this.values = layers.map(({ outputs }) => new Float64Array(outputs));
    this.distance = layers.map(({ outputs }) => new Float64Array(outputs));
    this.jacobians = layers.map(({ outputs }, l) =>
      l === 0 ? firstJacobian(first) : new Float64Array(this.directions * outputs),
    );
    this.firstNorms = columnNorms(
      this.jacobians[0],
      this.directions,
      first.outputs,
      new Float64Array(first.outputs),
    );
    this.scaled = new Float64Array(this.directions * widest);
    this.packed = new Float64Array(layers.slice(1).reduce((most, w) => Math.max(most, w.weights.length), 0));
  }

  start(point: Float64Array): void {
    const { weights, bias, inputs, outputs } = this.layers[0];
    multiplyRows(point, 1, weights, bias, inputs, outputs, this.values[0]);
    this.l = 0;
  }

  /** To the next layer: J' = W · diag(1 or slope) · J, only over units that pass something on. */
  advance(): void {
    const { slope, outputs: width } = this.layers[this.l];
    const { weights, bias, outputs } = this.layers[this.l + 1];
    const values = this.values[this.l];
    const passing = this.pack(values, slope!, weights, width, outputs);
    multiplyRows(
      this.scaled,
      this.directions,
      this.packed,
      undefined,
      passing,
      outputs,
      this.jacobians[this.l + 1],
    );
    activate(values, slope);
    multiplyRows(values, 1, weights, bias, width, outputs, this.values[this.l + 1]);
    this.l++;
  }

  /** Writes the scaled Jacobian and the weights without the units of slope 0; returns how many are left. */
  private pack(
    values: Float64Array,
    slope: number,
    weights: Float64Array,
    width: number,
    outputs: number,
  ): number {
    const { scaled, packed, directions } = this;
    const jacobian = this.jacobians[this.l];
    let passing = width;
    if (slope === 0) {
      passing = 0;
      for (let k = 0; k < width; k++) if (values[k] > 0) passing++;
    }
    let at = 0;
    for (let k = 0; k < width; k++) {
      const scale = values[k] > 0 ? 1 : slope;
      if (scale === 0) continue;
      for (let d = 0; d < directions; d++) scaled[d * passing + at] = scale * jacobian[d * width + k];
      for (let o = 0; o < outputs; o++) packed[o * passing + at] = weights[o * width + k];
      at++;
    }
    return passing;
  }

  distances(): Float64Array {
    const values = this.values[this.l];
    const out = this.distance[this.l];
    const width = values.length;
    const norms =
      this.l === 0 ? this.firstNorms : columnNorms(this.jacobians[this.l], this.directions, width, out);
    for (let k = 0; k < width; k++) out[k] = norms[k] === 0 ? Infinity : Math.abs(values[k]) / norms[k];
    return out;
  }
}

function columnNorms(matrix: Float64Array, rows: number, columns: number, out: Float64Array): Float64Array {
  out.fill(0);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const value = matrix[r * columns + c];
      out[c] += value * value;
    }
  }
  for (let c = 0; c < columns; c++) out[c] = Math.sqrt(out[c]);
  return out;
}

/**
 * The first layer's weights, transposed: [inputs][units]. With more inputs than units every gradient lies
 * in the span of the rows, so that coordinates in an orthonormal basis of it have the same norms and are
 * fewer: [units][units].
 */
function firstJacobian({ weights, inputs, outputs }: AffineLayer): Float64Array {
  const coordinates = inputs > outputs ? orthonormalCoordinates(weights, outputs, inputs) : weights;
  const directions = Math.min(inputs, outputs);
  const transposed = new Float64Array(directions * outputs);
  for (let k = 0; k < outputs; k++)
    for (let d = 0; d < directions; d++) transposed[d * outputs + k] = coordinates[k * directions + d];
  return transposed;
}

/** L of A = L·Q for A [rows][columns], by Householder reflections of the rows: [rows][rows], lower triangular. */
function orthonormalCoordinates(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const a = matrix.slice();
  const result = new Float64Array(rows * rows);
  for (let r = 0; r < rows; r++) {
    const row = a.subarray(r * columns, (r + 1) * columns);
    for (let d = 0; d < r; d++) result[r * rows + d] = row[d];
    let norm = Math.sqrt(row.subarray(r).reduce((sum, x) => sum + x * x, 0));
    if (norm === 0) continue;
    if (row[r] > 0) norm = -norm; // away from the entry, so that v has no cancellation
    result[r * rows + r] = norm;
    const v = row.slice(r);
    v[0] -= norm;
    const square = v.reduce((sum, x) => sum + x * x, 0);
    for (let s = r + 1; s < rows; s++) reflect(a.subarray(s * columns + r, (s + 1) * columns), v, 2 / square);
  }
  return result;
}

/** x ← x − factor · ⟨x, v⟩ · v */
function reflect(x: Float64Array, v: Float64Array, factor: number): void {
  let dot = 0;
  for (let i = 0; i < v.length; i++) dot += x[i] * v[i];
  for (let i = 0; i < v.length; i++) x[i] -= factor * dot * v[i];
}

export interface NearestBoundary {
  /** [n] exact distance to the boundary of the point's own region, in input units; Infinity if there is none */
  readonly distance: Float64Array;
  /** [n] activated layer whose boundary that is, from 0; −1 if there is none */
  readonly layer: Int32Array;
  readonly unit: Int32Array;
}

/** The nearest boundary of each point [n][inputs]; of several at the same distance the first. */
export function nearestBoundary(network: PiecewiseAffineNetwork, points: Float64Array): NearestBoundary {
  const n = countPoints(points, inputSize(network));
  const distance = new Float64Array(n).fill(Infinity);
  const layer = new Int32Array(n).fill(-1);
  const unit = new Int32Array(n).fill(-1);
  visitBoundaryDistances(network, points, (point, l, distances) => {
    for (let k = 0; k < distances.length; k++) {
      if (distances[k] >= distance[point]) continue;
      distance[point] = distances[k];
      layer[point] = l;
      unit[point] = k;
    }
  });
  return { distance, layer, unit };
}

export interface BoundariesWithin {
  readonly layers: number;
  readonly radii: readonly number[];
  /** [n][layers][radii]: units whose linearised distance is at most the radius */
  readonly counts: Uint32Array;
  /** [layers][radii]: mean over the points (NaN without points) */
  readonly mean: Float64Array;
}

/** Counts, at each point [n][inputs], the boundaries of each layer within each radius (linearised). */
export function boundariesWithin(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
  radii: readonly number[],
): BoundariesWithin {
  const n = countPoints(points, inputSize(network));
  const layers = activatedLayers(network).length;
  const cells = layers * radii.length;
  const counts = new Uint32Array(n * cells);
  const mean = new Float64Array(cells);
  visitBoundaryDistances(network, points, (point, l, distances) => {
    radii.forEach((radius, r) => {
      let count = 0;
      for (let k = 0; k < distances.length; k++) if (distances[k] <= radius) count++;
      counts[point * cells + l * radii.length + r] = count;
      mean[l * radii.length + r] += count;
    });
  });
  for (let i = 0; i < cells; i++) mean[i] /= n;
  return { layers, radii, counts, mean };
}

/** u → max(slope·u, u), in place. */
function activate(values: Float64Array, slope: number | undefined): void {
  if (slope === undefined) return;
  for (let i = 0; i < values.length; i++) if (!(values[i] > 0)) values[i] *= slope;
}
