import { float, mustBe, type Op, show, sizeOf } from './op.ts';

/** `(table, indices)`: rows of `table` along its first axis, in the shape of `indices`. Indices are in range. */
export const gather: Op = {
  arity: 2,
  attributes: [],
  infer: ([table, indices]) => {
    mustBe('int', indices);
    if (table.shape.length === 0)
      throw new Error(`takes a table with at least one axis, not ${show(table.shape)}`);
    return { shape: [...indices.shape, ...table.shape.slice(1)], dtype: table.dtype };
  },
  derivative: (build, { inputs: [table, indices] }, gradient) => {
    const [rows, ...row] = build.shape(table);
    const taken = sizeOf(build.shape(indices));
    const chosen = build.oneHot(build.reshape(indices, [taken]), rows);
    const flat = build.reshape(gradient, [taken, sizeOf(row)]);
    return [build.reshape(build.matmul(chosen, flat, { transposeA: true }), [rows, ...row]), undefined];
  },
};

/** A new last axis of size `depth` that is 1 at the index and 0 elsewhere. Indices are in range. */
export const oneHot: Op = {
  arity: 1,
  attributes: ['depth'],
  infer: ([indices], { depth }) => {
    mustBe('int', indices);
    return float([...indices.shape, depth as number]);
  },
};
