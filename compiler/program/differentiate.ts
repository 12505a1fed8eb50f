import type { Builder } from './build.ts';
import type { Op } from './ops/op.ts';
import { ops } from './ops.ts';
import type { Ref } from './program.ts';

/**
 * Reverse-mode derivatives of the scalar `loss` by each of `wrt`, in their order and shapes.
 *
 * The sum of member losses `[S]` is such a scalar: member `s` of each gradient is then the gradient of the
 * loss of member `s` alone, since members never meet before that sum.
 *
 * @throws Error where `loss` is not a scalar, does not depend on one of `wrt`, or runs through an
 *   operation that has no derivative.
 */
export function gradients(build: Builder, loss: Ref, wrt: readonly Ref[]): Ref[] {
  if (build.shape(loss).length > 0)
    throw new Error(`internal error: only a scalar is differentiated, not [${build.shape(loss).join(', ')}]`);
  const moving = dependents(build, loss, wrt);
  const adjoint = new Map<Ref, Ref>([[loss, build.constant(1)]]);
  for (const ref of [...moving].sort((a, b) => b - a)) {
    const gradient = adjoint.get(ref);
    const node = build.node(ref);
    if (gradient === undefined || !node.inputs.some((input) => moving.has(input))) continue;
    const { derivative } = ops[node.op] as Op;
    if (!derivative) throw new Error(`internal error: ${node.op} has no derivative`);
    derivative(build, { ...node, ref }, gradient).forEach((part, i) => {
      const input = node.inputs[i];
      if (part === undefined || !moving.has(input)) return;
      const known = adjoint.get(input);
      adjoint.set(input, known === undefined ? part : build.add(known, part));
    });
  }
  return wrt.map((ref) => {
    const gradient = adjoint.get(ref);
    if (gradient === undefined) throw new Error(`internal error: the loss does not depend on node ${ref}`);
    return gradient;
  });
}

/** The nodes up to `loss` whose value moves when one of `wrt` does. */
function dependents(build: Builder, loss: Ref, wrt: readonly Ref[]): Set<Ref> {
  const moving = new Set(wrt);
  for (let ref = 0; ref <= loss; ref++)
    if (build.node(ref).inputs.some((input) => moving.has(input))) moving.add(ref);
  return moving;
}
