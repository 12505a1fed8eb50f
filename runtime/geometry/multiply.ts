/**
 * out[r][o] = bias[o] + Σ_i x[r][i] · w[o][i], all row-major; x is [rows][inner], w is [outputs][inner].
 * Four rows by two outputs at a time stay in registers. The sum over i always runs in order, so that a
 * row's result does not depend on the rows around it.
 */
export function multiplyRows(
  x: Float64Array,
  rows: number,
  w: Float64Array,
  bias: Float64Array | undefined,
  inner: number,
  outputs: number,
  out: Float64Array,
): void {
  const blocked = rows - (rows % 4);
  const paired = outputs - (outputs % 2);
  for (let r = 0; r < blocked; r += 4) {
    const x0 = r * inner;
    const x1 = x0 + inner;
    const x2 = x1 + inner;
    const x3 = x2 + inner;
    const y = r * outputs;
    for (let o = 0; o < paired; o += 2) {
      const w0 = o * inner;
      const w1 = w0 + inner;
      let s00 = bias === undefined ? 0 : bias[o];
      let s01 = bias === undefined ? 0 : bias[o + 1];
      let s10 = s00;
      let s11 = s01;
      let s20 = s00;
      let s21 = s01;
      let s30 = s00;
      let s31 = s01;
      for (let i = 0; i < inner; i++) {
        const a = w[w0 + i];
        const b = w[w1 + i];
        const u0 = x[x0 + i];
        s00 += u0 * a;
        s01 += u0 * b;
        const u1 = x[x1 + i];
        s10 += u1 * a;
        s11 += u1 * b;
        const u2 = x[x2 + i];
        s20 += u2 * a;
        s21 += u2 * b;
        const u3 = x[x3 + i];
        s30 += u3 * a;
        s31 += u3 * b;
      }
      const at = y + o;
      out[at] = s00;
      out[at + 1] = s01;
      out[at + outputs] = s10;
      out[at + outputs + 1] = s11;
      out[at + 2 * outputs] = s20;
      out[at + 2 * outputs + 1] = s21;
      out[at + 3 * outputs] = s30;
      out[at + 3 * outputs + 1] = s31;
    }
  }
  if (paired < outputs) multiplyOneByOne(x, 0, blocked, w, bias, inner, paired, outputs, out);
  multiplyOneByOne(x, blocked, rows, w, bias, inner, 0, outputs, out);
}

/** The rim of the blocks: rows from … to − 1, outputs first … outputs − 1. */
function multiplyOneByOne(
  x: Float64Array,
  from: number,
  to: number,
  w: Float64Array,
  bias: Float64Array | undefined,
  inner: number,
  first: number,
  outputs: number,
  out: Float64Array,
): void {
  for (let r = from; r < to; r++) {
    for (let o = first; o < outputs; o++) {
      let sum = bias === undefined ? 0 : bias[o];
      for (let i = 0; i < inner; i++) sum += x[r * inner + i] * w[o * inner + i];
      out[r * outputs + o] = sum;
    }
  }
}
