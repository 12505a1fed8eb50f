import {
  type AffineLayer,
  activatedLayers,
  denseLayers,
  inputSize,
  type PiecewiseAffineNetwork,
} from './network.ts';

/** A 2-D plane in the input: x = origin + s·u + t·v, each of `inputs` numbers. */
export interface Slice {
  readonly origin: ArrayLike<number>;
  readonly u: ArrayLike<number>;
  readonly v: ArrayLike<number>;
}

/**
 * The pre-activations of a layer of m units as affine functions of the plane's (s, t), laid out
 * [∂s of all units | ∂t of all units | constant of all units], 3·m numbers.
 */
export type PlaneMap = Float64Array;

/** The pre-activations of the first layer on the slice (on the input plane itself if there is none). */
export function firstMap(network: PiecewiseAffineNetwork, slice: Slice | undefined): PlaneMap {
  const { origin, u, v } = slice ?? inputPlane(inputSize(network));
  for (const [name, vector] of Object.entries({ origin, u, v }))
    if (vector.length !== inputSize(network))
      throw new RangeError(
        `The slice's ${name} has ${vector.length} numbers; the network takes ${inputSize(network)}.`,
      );
  const { weights, bias, outputs, inputs } = denseLayers(network)[0];
  const map = new Float64Array(3 * outputs);
  for (let o = 0; o < outputs; o++) {
    let ds = 0;
    let dt = 0;
    let constant = bias[o];
    for (let i = 0; i < inputs; i++) {
      const w = weights[o * inputs + i];
      ds += w * u[i];
      dt += w * v[i];
      constant += w * origin[i];
    }
    map[o] = ds;
    map[outputs + o] = dt;
    map[2 * outputs + o] = constant;
  }
  return map;
}

function inputPlane(inputs: number): Slice {
  if (inputs !== 2)
    throw new RangeError(`The network takes ${inputs} inputs, not 2: say which slice (origin, u, v) to cut.`);
  return { origin: [0, 0], u: [1, 0], v: [0, 1] };
}

/** Scratch for `nextMap`: the scaled map of the units that pass anything on, and which they are. */
export interface Passed {
  readonly unit: Int32Array;
  readonly ds: Float64Array;
  readonly dt: Float64Array;
  readonly constant: Float64Array;
}

export const passedScratch = (width: number): Passed => ({
  unit: new Int32Array(width),
  ds: new Float64Array(width),
  dt: new Float64Array(width),
  constant: new Float64Array(width),
});

/**
 * The next layer's map where the units of this layer are `active` (1) or not (0):
 * out = W · diag(1 or slope) · map + b. Units that pass nothing on (slope 0) cost nothing.
 */
export function nextMap(
  map: PlaneMap,
  active: Uint8Array,
  slope: number,
  next: AffineLayer,
  out: PlaneMap,
  { unit, ds, dt, constant }: Passed,
): void {
  const width = active.length;
  let count = 0;
  for (let k = 0; k < width; k++) {
    const scale = active[k] === 1 ? 1 : slope;
    if (scale === 0) continue;
    unit[count] = k;
    ds[count] = scale * map[k];
    dt[count] = scale * map[width + k];
    constant[count] = scale * map[2 * width + k];
    count++;
  }
  const { weights, bias, outputs } = next;
  let o = 0;
  for (; o + 1 < outputs; o += 2) {
    const row = o * width;
    const row1 = row + width;
    let s0 = 0;
    let t0 = 0;
    let c0 = bias[o];
    let s1 = 0;
    let t1 = 0;
    let c1 = bias[o + 1];
    for (let i = 0; i < count; i++) {
      const k = unit[i];
      const w0 = weights[row + k];
      const w1 = weights[row1 + k];
      const fs = ds[i];
      const ft = dt[i];
      const fc = constant[i];
      s0 += w0 * fs;
      t0 += w0 * ft;
      c0 += w0 * fc;
      s1 += w1 * fs;
      t1 += w1 * ft;
      c1 += w1 * fc;
    }
    out[o] = s0;
    out[outputs + o] = t0;
    out[2 * outputs + o] = c0;
    out[o + 1] = s1;
    out[outputs + o + 1] = t1;
    out[2 * outputs + o + 1] = c1;
  }
  for (; o < outputs; o++) {
    let s0 = 0;
    let t0 = 0;
    let c0 = bias[o];
    for (let i = 0; i < count; i++) {
      const w = weights[o * width + unit[i]];
      s0 += w * ds[i];
      t0 += w * dt[i];
      c0 += w * constant[i];
    }
    out[o] = s0;
    out[outputs + o] = t0;
    out[2 * outputs + o] = c0;
  }
}

/**
 * The pre-activations of every layer as affine functions on the cell with this pattern (1 where active,
 * units of all activated layers in order). The last one is the network's output if that has no activation.
 */
export function cellMaps(
  network: PiecewiseAffineNetwork,
  slice: Slice | undefined,
  pattern: Uint8Array,
): PlaneMap[] {
  return cellMapsFrom(network, firstMap(network, slice), pattern);
}

/** The same, given the first layer's map, which all cells share. */
export function cellMapsFrom(
  network: PiecewiseAffineNetwork,
  first: PlaneMap,
  pattern: Uint8Array,
): PlaneMap[] {
  const maps = [first];
  let from = 0;
  activatedLayers(network).forEach(({ outputs, slope }, l) => {
    const active = pattern.subarray(from, (from += outputs));
    const next = denseLayers(network)[l + 1];
    if (next === undefined) return;
    const out = new Float64Array(3 * next.outputs);
    nextMap(maps[l], active, slope!, next, out, passedScratch(outputs));
    maps.push(out);
  });
  return maps;
}
