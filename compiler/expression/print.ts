import { isComparison } from './misread.ts';
import { quoteText } from './text.ts';
import type { Argument, Binary, BinaryOperator, Choice, Expression, NumberLiteral, Unary } from './tree.ts';

/** How tightly a node binds; a looser node inside a tighter place needs parentheses. */
const level = {
  if: 0,
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  range: 5,
  sum: 6,
  product: 7,
  sign: 8,
  power: 9,
  postfix: 10,
  primary: 11,
} as const; // prettier-ignore

const attached = new Set(['%', 'deg', 'rad']);

/**
 * The canonical text of an expression, with as few parentheses as the language asks for.
 * Parsing it gives the same tree again, without a diagnostic; a hole prints as `…`.
 */
export function printExpression(expression: Expression): string {
  return print(expression, level.if);
}

function print(node: Expression, atLeast: number): string {
  const text = printBare(node);
  return levelOf(node) < atLeast ? `(${text})` : text;
}

function printBare(node: Expression): string {
  switch (node.kind) {
    case 'number':
      return printNumber(node);
    case 'text':
      return quoteText(node.value);
    case 'truth':
      return String(node.value);
    case 'name':
      return node.name;
    case 'member':
      return `${printOwner(node.of)}.${node.name}`;
    case 'call':
      return `${print(node.callee, level.postfix)}(${node.arguments.map(printArgument).join(', ')})`;
    case 'select':
      return `${print(node.of, level.postfix)}[${node.where.map(printChoice).join(', ')}]`;
    case 'list':
      return `[${node.items.map(printExpression).join(', ')}]`;
    case 'range':
      return `${print(node.from, level.sum)}..${print(node.to, level.sum)}`;
    case 'unary':
      return printUnary(node);
    case 'binary':
      return printBinary(node);
    case 'within': {
      const [left, tolerance, right] = [node.left, node.tolerance, node.right].map((each) =>
        print(each, level.range),
      );
      return `${left} within ${tolerance} of ${right}`;
    }
    case 'if': {
      const [condition, then, otherwise] = [node.condition, node.then, node.otherwise].map(printExpression);
      return `if ${condition} then ${then} else ${otherwise}`;
    }
    case 'hole':
      return '…';
  }
}

function printNumber({ value, unit }: NumberLiteral): string {
  if (!unit) return String(value);
  return attached.has(unit.name) ? `${value}${unit.name}` : `${value} ${unit.name}`;
}

/** A number needs parentheses before a point, which would be taken for its own. */
function printOwner(node: Expression): string {
  return node.kind === 'number' ? `(${printBare(node)})` : print(node, level.postfix);
}

function printArgument({ name, value }: Argument): string {
  return name ? `${name.name} = ${printExpression(value)}` : printExpression(value);
}

function printChoice({ axis, value }: Choice): string {
  return `${axis.name} = ${printExpression(value)}`;
}

function printUnary({ operator, operand }: Unary): string {
  if (operator === '-')
    return `-${operand.kind === 'binary' && operand.operator === '**' ? print(operand, level.postfix) : print(operand, level.sign)}`;
  return `not ${isComparison(operand) ? print(operand, level.range) : print(operand, level.not)}`;
}

function printBinary({ operator, left, right }: Binary): string {
  const here = levelOfOperator(operator);
  const [atLeft, atRight] = sides(operator, here);
  return `${printSide(left, atLeft, operator)} ${operator} ${printSide(right, atRight, operator)}`;
}

/** Levels that the operands need: operators group to the left, `**` to the right, comparisons not at all. */
function sides(operator: BinaryOperator, here: number): [number, number] {
  if (operator === '**') return [level.postfix, level.sign];
  return here === level.comparison ? [level.range, level.range] : [here, here + 1];
}

/** `and` inside `or` takes parentheses because readers need them. */
function printSide(node: Expression, atLeast: number, around: BinaryOperator): string {
  const misread = around === 'or' && node.kind === 'binary' && node.operator === 'and';
  return print(node, misread ? level.not : atLeast);
}

function levelOf(node: Expression): number {
  if (node.kind === 'binary') return levelOfOperator(node.operator);
  if (node.kind === 'unary') return node.operator === '-' ? level.sign : level.not;
  if (node.kind === 'within') return level.comparison;
  if (node.kind === 'if' || node.kind === 'range') return level[node.kind];
  return node.kind === 'member' || node.kind === 'call' || node.kind === 'select'
    ? level.postfix
    : level.primary;
}

function levelOfOperator(operator: BinaryOperator): number {
  if (operator === 'and' || operator === 'or') return level[operator];
  if (operator === '**') return level.power;
  if (operator === '+' || operator === '-') return level.sum;
  return operator === '*' || operator === '/' ? level.product : level.comparison;
}
