import type { Loader } from './dataset.ts';

/** `[count, features]`: one point of each cluster after the other. */
export const gaussianClusters: Loader = (settings, { draw }) => {
  const { count, features, classes, separation, sd, radius } = settings as Record<string, number>;
  const inputs = draw('points').fillNormal(new Float64Array(count * features), 0, sd);
  const centres = simplex(classes, separation);
  for (let c = 0; c < Math.min(classes, count); c++) {
    const rows = Array.from({ length: Math.ceil((count - c) / classes) }, (_, k) => {
      const example = c + k * classes;
      return inputs.subarray(example * features, (example + 1) * features);
    });
    if (settings.centred) centre(rows, features);
    if (radius > 0) shrink(rows, radius);
    for (const row of rows) for (const [f, value] of centres[c].entries()) row[f] += value;
  }
  return { inputs, labels: Int32Array.from({ length: count }, (_, i) => i % classes) };
};

/**
 * Corners of a regular simplex around the origin with edges of length `edge`, each with one coordinate fewer
 * than there are corners: corner k has its own new coordinate, and all later corners share another one, so
 * that any two have the inner product −1/(n − 1) and every one has length 1, before they are scaled.
 */
export function simplex(corners: number, edge: number): number[][] {
  const dimensions = corners - 1;
  const unit = Array.from({ length: corners }, () => new Array<number>(dimensions).fill(0));
  for (let k = 0; k < dimensions; k++) {
    const used = unit[k].reduce((sum, x) => sum + x * x, 0);
    const own = Math.sqrt(1 - used);
    unit[k][k] = own;
    for (let later = k + 1; later < corners; later++) unit[later][k] = (-1 / dimensions - used) / own;
  }
  const scale = corners > 1 ? edge / Math.sqrt((2 * corners) / dimensions) : 0;
  return unit.map((corner) => corner.map((x) => scale * x));
}

function centre(rows: readonly Float64Array[], features: number): void {
  for (let f = 0; f < features; f++) {
    const mean = rows.reduce((sum, row) => sum + row[f], 0) / rows.length;
    for (const row of rows) row[f] -= mean;
  }
}

/** Scales all rows by one factor, so that none is longer than `most`. */
function shrink(rows: readonly Float64Array[], most: number): void {
  const lengths = rows.map((row) => Math.sqrt(row.reduce((sum, x) => sum + x * x, 0)));
  const longest = lengths.reduce((a, b) => Math.max(a, b), 0);
  if (longest <= most) return;
  for (const row of rows) for (let f = 0; f < row.length; f++) row[f] *= most / longest;
}
