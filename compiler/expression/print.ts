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

/** How the numeral of a literal is written. */
export type Spell = (literal: NumberLiteral) => string;
const canonical: Spell = ({ value }) => String(value);

/**
 * The canonical text of an expression, with as few parentheses as the language asks for.
 * Parsing it gives the same tree again, without a diagnostic; a hole prints as `…`.
 * Numerals are spelled canonically too, unless `spell` says how.
 */
export function printExpression(expression: Expression, spell: Spell = canonical): string {
  return print(expression, level.if, spell);
}

function print(node: Expression, atLeast: number, spell: Spell): string {
  const text = printBare(node, spell);
  return levelOf(node) < atLeast ? `(${text})` : text;
}

function printBare(node: Expression, spell: Spell): string {
  switch (node.kind) {
    case 'number':
      return printNumber(node, spell);
    case 'text':
      return quoteText(node.value);
    case 'truth':
      return String(node.value);
    case 'name':
      return node.name;
    case 'member':
      return `${printOwner(node.of, spell)}.${node.name}`;
    case 'call':
      return `${print(node.callee, level.postfix, spell)}(${node.arguments.map((each) => printArgument(each, spell)).join(', ')})`;
    case 'select':
      return `${print(node.of, level.postfix, spell)}[${node.where.map((each) => printChoice(each, spell)).join(', ')}]`;
    case 'list':
      return `[${node.items.map((each) => printExpression(each, spell)).join(', ')}]`;
    case 'range':
      return `${print(node.from, level.sum, spell)}..${print(node.to, level.sum, spell)}`;
    case 'unary':
      return printUnary(node, spell);
    case 'binary':
      return printBinary(node, spell);
    case 'within': {
      const [left, tolerance, right] = [node.left, node.tolerance, node.right].map((each) =>
        print(each, level.range, spell),
      );
      return `${left} within ${tolerance} of ${right}`;
    }
    case 'if': {
      const [condition, then, otherwise] = [node.condition, node.then, node.otherwise].map((each) =>
        printExpression(each, spell),
      );
      return `if ${condition} then ${then} else ${otherwise}`;
    }
    case 'hole':
      return '…';
  }
}

function printNumber(literal: NumberLiteral, spell: Spell): string {
  const { unit } = literal;
  if (!unit) return spell(literal);
  return attached.has(unit.name) ? `${spell(literal)}${unit.name}` : `${spell(literal)} ${unit.name}`;
}

/** A number needs parentheses before a point, which would be taken for its own. */
function printOwner(node: Expression, spell: Spell): string {
  return node.kind === 'number' ? `(${printBare(node, spell)})` : print(node, level.postfix, spell);
}

function printArgument({ name, value }: Argument, spell: Spell): string {
  return name ? `${name.name} = ${printExpression(value, spell)}` : printExpression(value, spell);
}

function printChoice({ axis, value }: Choice, spell: Spell): string {
  return `${axis.name} = ${printExpression(value, spell)}`;
}

function printUnary({ operator, operand }: Unary, spell: Spell): string {
  if (operator === '-')
    return `-${operand.kind === 'binary' && operand.operator === '**' ? print(operand, level.postfix, spell) : print(operand, level.sign, spell)}`;
  return `not ${isComparison(operand) ? print(operand, level.range, spell) : print(operand, level.not, spell)}`;
}

function printBinary({ operator, left, right }: Binary, spell: Spell): string {
  const here = levelOfOperator(operator);
  const [atLeft, atRight] = sides(operator, here);
  return `${printSide(left, atLeft, operator, spell)} ${operator} ${printSide(right, atRight, operator, spell)}`;
}

/** Levels that the operands need: operators group to the left, `**` to the right, comparisons not at all. */
function sides(operator: BinaryOperator, here: number): [number, number] {
  if (operator === '**') return [level.postfix, level.sign];
  return here === level.comparison ? [level.range, level.range] : [here, here + 1];
}

/** `and` inside `or` takes parentheses because readers need them. */
function printSide(node: Expression, atLeast: number, around: BinaryOperator, spell: Spell): string {
  const misread = around === 'or' && node.kind === 'binary' && node.operator === 'and';
  return print(node, misread ? level.not : atLeast, spell);
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
