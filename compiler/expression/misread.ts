import { needsParentheses } from '../diagnostics/codes/expression.ts';
import type { AuthorText, Change } from './author-text.ts';
import type { Builder } from './build.ts';
import type { Binary, Comparison, Expression, Unary, Within } from './tree.ts';

type Comparing = (Binary & { operator: Comparison }) | Within;

/** Reports the combinations of operators that readers disagree about, unless parentheses settle them. */
export function checkMisread(node: Expression, build: Builder, source: AuthorText): void {
  if (node.kind === 'unary') checkUnary(node, build, source);
  else if (isComparison(node)) checkChain(node, build, source);
  else if (node.kind === 'binary' && node.operator === 'or') checkOr(node, build, source);
}

function checkUnary(node: Unary, build: Builder, source: AuthorText): void {
  const { operator, operand } = node;
  if (build.place(operand).parenthesised) return;
  const power = operator === '-' && operand.kind === 'binary' && operand.operator === '**';
  const comparison = operator === 'not' && isComparison(operand);
  if (!power && !comparison) return;
  const base = operand.kind === 'binary' || operand.kind === 'within' ? operand.left : operand;
  const rest = source.slice({ start: build.place(base).end, end: build.place(operand).end });
  const written = build.slice(node);
  const alternative = power ? `(-${build.slice(base)})${rest}` : undefined;
  const corrected = power ? `-(${build.slice(operand)})` : `not (${build.slice(operand)})`;
  source.report(
    needsParentheses,
    build.place(node),
    { written, corrected, alternative },
    around(operand, build),
  );
}

function checkOr(node: Binary, build: Builder, source: AuthorText): void {
  const ands = [node.left, node.right].filter(
    (side) => side.kind === 'binary' && side.operator === 'and' && !build.place(side).parenthesised,
  );
  if (ands.length === 0) return;
  const side = (part: Expression) => (ands.includes(part) ? `(${build.slice(part)})` : build.slice(part));
  const corrected = `${side(node.left)} or ${side(node.right)}`;
  const data = { written: build.slice(node), corrected };
  source.report(
    needsParentheses,
    build.place(node),
    data,
    ands.flatMap((and) => around(and, build)),
  );
}

function checkChain(node: Comparing, build: Builder, source: AuthorText): void {
  const { left } = node;
  if (!isComparison(left) || build.place(left).parenthesised) return;
  const place = build.place(node);
  const written = build.slice(node);
  const rest = source.slice({ start: build.place(left).end, end: place.end });
  // in a longer chain the first two have been reported
  if (isComparison(left.left) && !build.place(left.left).parenthesised) return;
  if (isOrdered(left, node)) {
    const middle = build.slice(left.right);
    const data = { written, corrected: `${build.slice(left)} and ${middle}${rest}` };
    const end = build.place(left).end;
    source.report(needsParentheses, place, data, [{ start: end, end, text: ` and ${middle}` }]);
  } else {
    const data = { written, corrected: `(${build.slice(left)})${rest}` };
    source.report(needsParentheses, place, data, around(left, build));
  }
}

/** `a < b <= c`, which mathematicians read as two comparisons. */
function isOrdered(left: Expression, node: Expression): left is Binary {
  if (left.kind !== 'binary' || node.kind !== 'binary') return false;
  const sign = left.operator[0];
  return (sign === '<' || sign === '>') && node.operator[0] === sign;
}

export function isComparison(node: Expression): node is Comparing {
  return node.kind === 'within' || (node.kind === 'binary' && /^[<>=!]/.test(node.operator));
}

function around(node: Expression, build: Builder): Change[] {
  const { start, end } = build.place(node);
  return [
    { start, end: start, text: '(' },
    { start: end, end, text: ')' },
  ];
}
