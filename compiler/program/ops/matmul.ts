import { float, mustBe, type Op, sameShape, show, type Typed } from './op.ts';

/** Matrix product over the last two axes; the axes before them are equal and run side by side. */
export const matmul: Op = {
  arity: 2,
  attributes: ['transposeA', 'transposeB'],
  infer: ([a, b], { transposeA, transposeB }) => {
    mustBe('float', a, b);
    const [rows, inner] = matrix(a, transposeA as boolean);
    const [inner2, columns] = matrix(b, transposeB as boolean);
    const outer = a.shape.slice(0, -2);
    if (inner !== inner2 || !sameShape(outer, b.shape.slice(0, -2)))
      throw new Error(
        `cannot multiply ${show(a.shape)}${transposeA ? 'ᵀ' : ''} by ${show(b.shape)}${transposeB ? 'ᵀ' : ''}`,
      );
    return float([...outer, rows, columns]);
  },
  derivative: (build, { inputs: [a, b], attributes: { transposeA, transposeB } }, gradient) => [
    transposeA
      ? build.matmul(b, gradient, { transposeA: transposeB as boolean, transposeB: true })
      : build.matmul(gradient, b, { transposeB: !transposeB }),
    transposeB
      ? build.matmul(gradient, a, { transposeA: true, transposeB: transposeA as boolean })
      : build.matmul(a, gradient, { transposeA: !transposeA }),
  ],
};

function matrix({ shape }: Typed, transposed: boolean): readonly number[] {
  if (shape.length < 2) throw new Error(`takes at least two axes, not ${show(shape)}`);
  return transposed ? shape.slice(-2).reverse() : shape.slice(-2);
}
