import fc from 'fast-check';
import type { Expression } from '../../../compiler/expression/tree.ts';

const keywords = ['if', 'then', 'else', 'within', 'of', 'and', 'or', 'not', 'true', 'false'];
const foreign = ['True', 'TRUE', 'False', 'FALSE', 'AND', 'OR', 'NOT'];
const span = { file: 'made', start: 0, end: 0 };

export const identifier = fc
  .stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,6}$/)
  .filter((name) => !keywords.includes(name) && !foreign.includes(name));

const word = identifier.map((name) => ({ name, span }));
const unit = fc.option(fc.oneof(fc.constantFrom('%', 'deg', 'steps', 'points'), identifier), {
  nil: undefined,
});
const finite = fc.oneof(fc.nat(), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(Math.abs));

const number = fc.tuple(finite, unit).map(
  ([value, name]): Expression => ({
    kind: 'number',
    value,
    unit: name === undefined ? undefined : { name, span },
    span,
  }),
);
const text = fc.string({ unit: 'binary' }).map((value): Expression => ({ kind: 'text', value, span }));
const truth = fc.boolean().map((value): Expression => ({ kind: 'truth', value, span }));
const name = identifier.map((name): Expression => ({ kind: 'name', name, span }));

/** Every tree that the language can write, holes left out. */
export const expression: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => {
  const any = tie('any');
  const of = <T>(build: (...parts: Expression[]) => T, count: number) =>
    fc.tuple(...Array.from({ length: count }, () => any)).map((parts) => build(...parts));
  const member = fc
    .tuple(any, identifier)
    .map(([of, name]): Expression => ({ kind: 'member', of, name, nameSpan: span, span }));
  const args = fc
    .tuple(fc.array(any, { maxLength: 2 }), fc.array(fc.tuple(word, any), { maxLength: 2 }))
    .map(([positional, named]) => [
      ...positional.map((value) => ({ value, span })),
      ...named.map(([name, value]) => ({ name, value, span })),
    ]);
  const call = fc
    .tuple(fc.oneof(name, member), args)
    .map(([callee, args]) => ({ kind: 'call', callee, arguments: args, span }) as Expression);
  const select = fc.tuple(any, fc.array(fc.tuple(word, any), { minLength: 1, maxLength: 2 })).map(
    ([of, where]): Expression => ({
      kind: 'select',
      of,
      where: where.map(([axis, value]) => ({ axis, value, span })),
      span,
    }),
  );
  const operators = ['+', '-', '*', '/', '**', '<', '<=', '>', '>=', '==', '!=', 'and', 'or'] as const;
  const binary = fc.tuple(fc.constantFrom(...operators), any, any).map(
    ([operator, left, right]): Expression => ({
      kind: 'binary',
      operator,
      operatorSpan: span,
      left,
      right,
      span,
    }),
  );
  const unary = fc
    .tuple(fc.constantFrom('-' as const, 'not' as const), any)
    .map(([operator, operand]): Expression => ({ kind: 'unary', operator, operand, span }));
  return {
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      name,
      number,
      text,
      truth,
      member,
      call,
      select,
      binary,
      binary,
      unary,
      fc.array(any, { maxLength: 3 }).map((items): Expression => ({ kind: 'list', items, span })),
      of((from, to): Expression => ({ kind: 'range', from, to, span }), 2),
      of((left, tolerance, right): Expression => ({ kind: 'within', left, tolerance, right, span }), 3),
      of((condition, then, otherwise): Expression => ({ kind: 'if', condition, then, otherwise, span }), 3),
    ),
  };
}).any;
