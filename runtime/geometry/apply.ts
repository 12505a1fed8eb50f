import { sizeOfImage, slidPositions } from './image.ts';
import { multiplyRows } from './multiply.ts';
import type { Activation, Affine, AveragePooling, Bend, Convolution, Max, Scale } from './network.ts';
import { pieceOf } from './pieces.ts';

/**
 * Applies an affine node to rows of values, one array [rows][size] for each of its sources; writes
 * [rows][node.size] to `out`. Without `constant` only the linear part is applied: rows are then directions.
 */
export function applyAffine(
  node: Affine,
  sources: readonly Float64Array[],
  rows: number,
  constant: boolean,
  out: Float64Array,
): void {
  const [x] = sources;
  switch (node.kind) {
    case 'dense': {
      const inner = node.weights.length / node.size;
      multiplyRows(x, rows, node.weights, constant ? node.bias : undefined, inner, node.size, out);
      return;
    }
    case 'convolution':
      convolve(node, x, rows, constant, out);
      return;
    case 'average':
      average(node, x, rows, out);
      return;
    case 'scale':
      scale(node, x, rows, constant, out);
      return;
    case 'sum':
      out.set(x.subarray(0, rows * node.size));
      for (const other of sources.slice(1)) for (let i = 0; i < rows * node.size; i++) out[i] += other[i];
  }
}

/** Gathers the patch of each position, padded with zeros, and multiplies by the filters. */
function convolve(
  { image, window, weights, bias, size }: Convolution,
  x: Float64Array,
  rows: number,
  constant: boolean,
  out: Float64Array,
): void {
  const { channels } = image;
  const { height, width } = slidPositions(image, window);
  const taps = window.size[0] * window.size[1];
  const patch = taps * channels;
  const filters = bias.length;
  const imageSize = sizeOfImage(image);
  const patches = new Float64Array(width * patch);
  for (let r = 0; r < rows; r++) {
    for (let oy = 0; oy < height; oy++) {
      patches.fill(0);
      for (let ky = 0; ky < window.size[0]; ky++) {
        const y = oy * window.stride[0] - window.padding[0] + ky * window.dilation[0];
        if (y < 0 || y >= image.height) continue;
        for (let ox = 0; ox < width; ox++)
          for (let kx = 0; kx < window.size[1]; kx++) {
            const across = ox * window.stride[1] - window.padding[1] + kx * window.dilation[1];
            if (across < 0 || across >= image.width) continue;
            const from = r * imageSize + (y * image.width + across) * channels;
            const to = ox * patch + (ky * window.size[1] + kx) * channels;
            for (let c = 0; c < channels; c++) patches[to + c] = x[from + c];
          }
      }
      const at = r * size + oy * width * filters;
      const line = out.subarray(at, at + width * filters);
      multiplyRows(patches, width, weights, constant ? bias : undefined, patch, filters, line);
    }
  }
}

function average(
  { image, window, size, countPadding }: AveragePooling,
  x: Float64Array,
  rows: number,
  out: Float64Array,
): void {
  const { channels } = image;
  const { height, width } = slidPositions(image, window);
  const imageSize = sizeOfImage(image);
  out.fill(0, 0, rows * size);
  for (let oy = 0; oy < height; oy++)
    for (let ox = 0; ox < width; ox++) {
      const pixels: number[] = [];
      for (let ky = 0; ky < window.size[0]; ky++)
        for (let kx = 0; kx < window.size[1]; kx++) {
          const y = oy * window.stride[0] - window.padding[0] + ky * window.dilation[0];
          const across = ox * window.stride[1] - window.padding[1] + kx * window.dilation[1];
          if (y >= 0 && y < image.height && across >= 0 && across < image.width)
            pixels.push(y * image.width + across);
        }
      const count = countPadding ? window.size[0] * window.size[1] : pixels.length;
      for (let r = 0; r < rows; r++) {
        const at = r * size + (oy * width + ox) * channels;
        for (const pixel of pixels)
          for (let c = 0; c < channels; c++) out[at + c] += x[r * imageSize + pixel * channels + c];
        if (count > 0) for (let c = 0; c < channels; c++) out[at + c] /= count;
      }
    }
}

function scale(
  { factor, offset, size }: Scale,
  x: Float64Array,
  rows: number,
  constant: boolean,
  out: Float64Array,
): void {
  const channels = factor.length;
  for (let i = 0; i < rows * size; i += channels)
    for (let c = 0; c < channels; c++) out[i + c] = factor[c] * x[i + c] + (constant ? offset[c] : 0);
}

/** Values after a bend, [rows][size], from those before it. */
export function applyBend(node: Bend, x: Float64Array, rows: number, out: Float64Array): void {
  if (node.kind === 'activation') activate(node, x, rows, out);
  else pickLargest(node, x, rows, out);
}

function activate({ pieces, size }: Activation, x: Float64Array, rows: number, out: Float64Array): void {
  const { slopes, intercepts, thresholds } = pieces;
  if (thresholds.length === 1 && thresholds[0] === 0 && intercepts[0] === 0) {
    const [below, above] = slopes;
    for (let i = 0; i < rows * size; i++) out[i] = x[i] * (x[i] > 0 ? above : below);
    return;
  }
  for (let i = 0; i < rows * size; i++) {
    const piece = pieceOf(pieces, x[i]);
    out[i] = slopes[piece] * x[i] + intercepts[piece];
  }
}

function pickLargest(node: Max, x: Float64Array, rows: number, out: Float64Array): void {
  const each = node.candidates.length / node.size;
  const width = x.length / rows;
  for (let r = 0; r < rows; r++) {
    const row = x.subarray(r * width, (r + 1) * width);
    for (let k = 0; k < node.size; k++)
      out[r * node.size + k] = row[node.candidates[k * each + winnerOf(node, row, k)]];
  }
}

/** The place of a unit's winner among its candidates, the first of equals; `x` is one row of values. */
export function winnerOf({ candidates, size }: Max, x: Float64Array, unit: number): number {
  const each = candidates.length / size;
  let winner = -1;
  let largest = -Infinity;
  for (let j = 0; j < each; j++) {
    const c = candidates[unit * each + j];
    if (c === -1 || (winner !== -1 && !(x[c] > largest))) continue;
    winner = j;
    largest = x[c];
  }
  return winner;
}

/** The piece of each unit at one row of values before the bend. */
export function piecesAt(node: Bend, x: Float64Array, out: Uint8Array): void {
  for (let k = 0; k < node.size; k++)
    out[k] = node.kind === 'activation' ? pieceOf(node.pieces, x[k]) : winnerOf(node, x, k);
}

/**
 * Carries rows of values through a bend whose units have the given pieces, as the affine map that it then
 * is. The first `directions` rows are directions, through which only the linear part acts.
 */
export function applyPieces(
  node: Bend,
  pieces: Uint8Array,
  x: Float64Array,
  rows: number,
  directions: number,
  out: Float64Array,
): void {
  const { size } = node;
  const width = x.length / rows;
  if (node.kind === 'max') {
    const each = node.candidates.length / size;
    for (let k = 0; k < size; k++) {
      const winner = node.candidates[k * each + pieces[k]];
      for (let r = 0; r < rows; r++) out[r * size + k] = x[r * width + winner];
    }
    return;
  }
  const { slopes, intercepts } = node.pieces;
  for (let k = 0; k < size; k++) {
    const slope = slopes[pieces[k]];
    for (let r = 0; r < rows; r++) out[r * size + k] = slope * x[r * width + k];
    const intercept = intercepts[pieces[k]];
    if (intercept !== 0) for (let r = directions; r < rows; r++) out[r * size + k] += intercept;
  }
}
