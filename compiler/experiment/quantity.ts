import { unknownName } from '../diagnostics/codes/names.ts';
import { mixedUnits, notHere, wrongType } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { literal, productUnit, unitName } from '../expression/arithmetic.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Scope } from '../expression/scope.ts';
import type { Arithmetic, Binary, Call, Expression } from '../expression/tree.ts';
import { broken, describe } from '../expression/values.ts';
import type { IndexSpec, Quantity } from '../plan/plan.ts';
import { functions } from '../registry/functions/index.ts';
import { statistics } from '../registry/statistics/index.ts';
import type { Unit } from '../registry/units.ts';
import type { ResolvedAxis } from './axes.ts';
import type { KeptCells } from './claim-cells.ts';
import type { Measurements } from './measure.ts';
import { measured, part } from './quantity-measurement.ts';
import { selection } from './quantity-selection.ts';
import { statistic } from './quantity-statistic.ts';

/** A quantity of a claim with its type. */
export interface Term {
  readonly quantity: Quantity;
  readonly unit: Unit;
  /** Indices along which it is still many numbers. */
  readonly indices: readonly IndexSpec[];
  /** For each measurement in it, the axes of which an arm was selected. */
  readonly selected: readonly ReadonlySet<string>[];
}

export interface ClaimContext {
  readonly measurements: Measurements;
  readonly axes: readonly ResolvedAxis[];
  /** What names other than measurements mean. */
  readonly scope: Scope;
  /** The combinations of arms that have cells. */
  readonly kept: KeptCells;
  readonly report: Report;
}

const operators: readonly string[] = ['+', '-', '*', '/', '**'] satisfies readonly Arithmetic[];

/** Types and lowers one side of a comparison; undefined, and reported, where it makes no sense. */
export function resolveQuantity(expression: Expression, context: ClaimContext): Term | undefined {
  switch (expression.kind) {
    case 'number': {
      const value = literal(expression, context.scope);
      return value.kind === 'number' ? constant(value.value, value.unit) : undefined;
    }
    case 'name':
      return isFixed(expression, context) ? fixed(expression, context) : measured(expression, context);
    case 'member':
      return isFixed(expression, context) ? fixed(expression, context) : part(expression, [], context);
    case 'call':
      return called(expression, context);
    case 'select':
      return selection(expression, context);
    case 'unary': {
      if (expression.operator === 'not') break;
      const operand = resolveQuantity(expression.operand, context);
      return operand && combine('*', constant(-1, 'one'), operand, operand.unit);
    }
    case 'binary':
      if (operators.includes(expression.operator)) return arithmetic(expression, context);
      break;
    case 'hole':
      return undefined;
  }
  const data = {
    what: 'this',
    where: 'a quantity of a claim',
    help: 'quantities are measurements, statistics of them, numbers and arithmetic',
  };
  context.report(diagnose(notHere, expression.span, data));
  return undefined;
}

/** Whether the name, or what stands before the dots, is one of the file's that is no measurement and no axis. */
function isFixed(expression: Expression, context: ClaimContext): boolean {
  if (expression.kind === 'member') return isFixed(expression.of, context);
  if (expression.kind !== 'name') return false;
  const { name } = expression;
  const { measurements, axes, scope } = context;
  return !measurements.has(name) && !axes.some((axis) => axis.name === name) && scope.knows(name);
}

/** A number that is known before anything runs: a let, or what is known of a data set. */
function fixed(expression: Expression, { scope, report }: ClaimContext): Term | undefined {
  const value = evaluate(expression, scope);
  if (value.kind === 'number') return constant(value.value, value.unit);
  const data = { what: 'a quantity', wanted: 'a measurement or a number', got: describe(value) };
  if (!broken(value)) report(diagnose(wrongType, expression.span, data));
  return undefined;
}

function constant(value: number, unit: Unit): Term {
  return { quantity: { op: 'literal', value }, unit, indices: [], selected: [] };
}

function called(expression: Call, context: ClaimContext): Term | undefined {
  const { callee } = expression;
  if (callee.kind === 'member') return part(callee, expression.arguments, context);
  if (Object.hasOwn(statistics, callee.name)) {
    return statistic(expression, statistics[callee.name as keyof typeof statistics], context);
  }
  if (Object.hasOwn(functions, callee.name)) {
    const value = evaluate(expression, context.scope);
    return value.kind === 'number' ? constant(value.value, value.unit) : undefined;
  }
  const known = [...Object.keys(statistics), ...Object.keys(functions)];
  const data = {
    name: callee.name,
    nearest: nearest(callee.name, known),
    known: Object.keys(statistics),
    called: true,
  };
  context.report(diagnose(unknownName, callee.span, data));
  return undefined;
}

function arithmetic(expression: Binary, context: ClaimContext): Term | undefined {
  const [left, right] = [
    resolveQuantity(expression.left, context),
    resolveQuantity(expression.right, context),
  ];
  if (!left || !right) return undefined;
  const operator = expression.operator as Arithmetic;
  const unit =
    operator === '+' || operator === '-'
      ? sharedUnit(left, right)
      : productUnit(operator, left.unit, right.unit);
  if (unit) return combine(operator, left, right, unit);
  const data = { operator, left: unitName(left.unit), right: unitName(right.unit) };
  context.report(diagnose(mixedUnits, expression.operatorSpan, data));
  return undefined;
}

/**
 * The unit of two quantities that are compared or added; undefined where they do not go together. A plain
 * number that is written down takes any unit, one that was measured does not; a ratio can be held against `30%`.
 */
export function sharedUnit(a: Term, b: Term): Unit | undefined {
  if (a.unit === b.unit || (isPlain(a) && isPlain(b))) return a.unit;
  if (isPlain(b) && (isConstant(b) || (isConstant(a) && a.unit === 'probability')))
    return isConstant(b) ? a.unit : b.unit;
  return isPlain(a) && (isConstant(a) || (isConstant(b) && b.unit === 'probability'))
    ? isConstant(a)
      ? b.unit
      : a.unit
    : undefined;
}
const isPlain = ({ unit }: Term) => unit === 'one' || unit === 'count';
export const isConstant = ({ quantity }: Term): boolean => quantity.op === 'literal';

const compute: Record<Arithmetic, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '**': (a, b) => a ** b,
};

/** An operation on two quantities; on two numbers their result. */
export function combine(operator: Arithmetic, left: Term, right: Term, unit: Unit): Term {
  const [a, b] = [left.quantity, right.quantity];
  if (a.op === 'literal' && b.op === 'literal') return constant(compute[operator](a.value, b.value), unit);
  return {
    quantity: { op: 'arithmetic', operator, left: a, right: b },
    unit,
    indices: [
      ...left.indices,
      ...right.indices.filter(({ name }) => !left.indices.some((index) => index.name === name)),
    ],
    selected: [...left.selected, ...right.selected],
  };
}
