import { layerMoments } from './centring.ts';
import { countPoints, evaluate } from './forward.ts';
import { bendsOf, inputSize, type PiecewiseAffineNetwork } from './network.ts';

/** How one layer's batch statistics, and with them its hyperplanes, differ from batch to batch. */
export interface LayerJitter {
  /** Root mean square, over hyperplanes and batches, of the difference of means in units of the deviation of all points. */
  readonly mean: number;
  /** The same for the deviation: of σ_B / σ − 1. */
  readonly deviation: number;
  /** [batches][hyperplanes] how far batch normalization with the batch's statistics moves each hyperplane along its normal */
  readonly displacement: Float64Array;
  /** Root mean square displacement over the root mean square distance of the inputs. */
  readonly relative: number;
  /** [hyperplanes][dimensions] unit normals, where the layer is dense; a hyperplane that does not move has 0 */
  readonly normals: Float64Array | undefined;
}

/**
 * Jitter of every layer (bend; undefined for a maximum) over batches of points [n][inputs], given as lists of
 * their places. The layers before keep the statistics of all points, so that each layer shows its own jitter.
 *
 * A layer is looked at as batch normalization of its pre-activations u with the gain γ and the offset β that
 * give them their present deviation and mean over all points: with a batch's statistics its hyperplane
 * lies at u = μ_B − σ_B β / γ instead of 0. For independent batches of size B the means differ by 1/√B, and
 * for normal pre-activations the deviations by 1/√(2B); without replacement both shrink by √((n − B)/(n − 1)).
 */
export function batchJitter(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
  batches: readonly Int32Array[],
): (LayerJitter | undefined)[] {
  const inputs = inputSize(network);
  const n = countPoints(points, inputs);
  checkBatches(batches, n);
  const bends = bendsOf(network);
  const layers = layerMoments(network, points).map(
    (moments) => moments && { ...moments, sums: new Sums(moments.mean.length, batches.length) },
  );
  batches.forEach((batch, b) => {
    const chosen = new Float64Array(batch.length * inputs);
    for (const [i, row] of batch.entries())
      chosen.set(points.subarray(row * inputs, (row + 1) * inputs), i * inputs);
    const gather = (values: readonly Float64Array[]) => {
      for (const [l, layer] of layers.entries())
        layer?.sums.take(b, values[bends[l].from], layer.threshold, layer.mean, layer.variance);
    };
    evaluate(network, chosen, gather, batch.length);
  });
  return layers.map((layer) => {
    if (layer === undefined) return undefined;
    const { sums, hyperplanes, mean, variance } = layer;
    const { norms, normals } = hyperplanes;
    const displacement = sums.shift.map((shift, i) => {
      const k = i % norms.length;
      return norms[k] > 0 ? shift / norms[k] : 0;
    });
    const distances = mean.map((m, k) =>
      norms[k] > 0 && variance[k] > 0 ? (variance[k] + m * m) / norms[k] ** 2 : 0,
    );
    return {
      mean: rootMeanSquare(sums.mean),
      deviation: rootMeanSquare(sums.deviation),
      displacement,
      relative: rootMeanSquare(displacement) / rootMeanSquare(distances.map(Math.sqrt)),
      normals: normals?.map((w, i) => {
        const k = Math.floor((i * norms.length) / normals.length);
        return norms[k] > 0 && variance[k] > 0 ? w / norms[k] : 0;
      }),
    };
  });
}

/** What batches make of a layer's hyperplanes, [batches][hyperplanes] each. */
class Sums {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** Where the pre-activation is 0 that a batch puts the hyperplane at. */
  readonly shift: Float64Array;
  private readonly count: number;

  constructor(count: number, batches: number) {
    this.count = count;
    this.mean = new Float64Array(batches * count);
    this.deviation = new Float64Array(batches * count);
    this.shift = new Float64Array(batches * count);
  }

  take(b: number, values: Float64Array, threshold: Float64Array, mean: Float64Array, variance: Float64Array) {
    const { count } = this;
    const samples = values.length / count;
    for (let k = 0; k < count; k++) {
      if (!(variance[k] > 0)) continue;
      let sum = 0;
      for (let at = k; at < values.length; at += count) sum += values[at] - threshold[k];
      const own = sum / samples;
      let squares = 0;
      for (let at = k; at < values.length; at += count) squares += (values[at] - threshold[k] - own) ** 2;
      const sigma = Math.sqrt(variance[k]);
      const ratio = Math.sqrt(squares / samples) / sigma;
      this.mean[b * count + k] = (own - mean[k]) / sigma;
      this.deviation[b * count + k] = ratio - 1;
      this.shift[b * count + k] = own - mean[k] * ratio;
    }
  }
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function checkBatches(batches: readonly Int32Array[], n: number): void {
  if (batches.length === 0) throw new RangeError('Jitter needs at least one batch.');
  if (batches.some((batch) => batch.length === 0)) throw new RangeError('A batch needs at least one point.');
  const odd = batches.flatMap((batch) => [...batch]).find((row) => !(row >= 0 && row < n));
  if (odd !== undefined)
    throw new RangeError(`A batch names point ${odd} of ${n}, which are counted from 0.`);
}

/**
 * The share of the squared displacements [batches][hyperplanes] that one translation for each batch explains: 1
 * where all hyperplanes move together, rigidly. Independent displacements of equal size have about
 * dimensions / hyperplanes, so that only a layer with more hyperplanes than dimensions can show a difference.
 * NaN where nothing moves.
 */
export function rigidShare(displacement: Float64Array, normals: Float64Array, hyperplanes: number): number {
  const basis = columnSpace(normals, hyperplanes);
  let explained = 0;
  let total = 0;
  for (let at = 0; at < displacement.length; at += hyperplanes) {
    const row = displacement.subarray(at, at + hyperplanes);
    total += dot(row, row);
    for (const direction of basis) explained += dot(row, direction) ** 2;
  }
  return explained / total;
}

/** An orthonormal basis of the columns of a matrix of so many rows (Gram and Schmidt, twice, dropping what depends). */
function columnSpace(matrix: Float64Array, rows: number): Float64Array[] {
  const columns = matrix.length / rows;
  const basis: Float64Array[] = [];
  for (let c = 0; c < columns && basis.length < rows; c++) {
    const column = Float64Array.from({ length: rows }, (_, r) => matrix[r * columns + c]);
    const length = Math.sqrt(dot(column, column));
    for (let round = 0; round < 2; round++)
      for (const direction of basis) {
        const along = dot(column, direction);
        for (let r = 0; r < rows; r++) column[r] -= along * direction[r];
      }
    const left = Math.sqrt(dot(column, column));
    if (left > 1e-10 * length) basis.push(column.map((x) => x / left));
  }
  return basis;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * The same displacements with the batches of each hyperplane in an order of its own: every hyperplane keeps
 * its own law, but they no longer move together. `orders` has one permutation of the batches for each.
 */
export function shuffledApart(displacement: Float64Array, orders: readonly Int32Array[]): Float64Array {
  const count = orders.length;
  return displacement.map(
    (_, i) => displacement[orders[i % count][Math.floor(i / count)] * count + (i % count)],
  );
}
