import { mixedUnits, undefinedValue, unknownUnit, wrongType } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { canonical } from '../plan/canonical.ts';
import { literalUnits, type Unit, units } from '../registry/units.ts';
import type { Scope } from './scope.ts';
import type { Arithmetic, Binary, Comparison, NumberLiteral } from './tree.ts';
import { describe, hole, number, toSetting, type Value } from './values.ts';

/** The number that a literal stands for, in the unit of the plan. */
export function literal({ value, unit }: NumberLiteral, scope: Scope): Value {
  if (!unit) return number(value);
  if (Object.hasOwn(literalUnits, unit.name)) {
    const { unit: meaning, factor } = literalUnits[unit.name];
    // 30% is the double nearest to 0.3, not 30 × 0.01.
    return number(factor === 0.01 ? value / 100 : value * factor, meaning);
  }
  const known = Object.keys(literalUnits);
  scope.report(
    diagnose(unknownUnit, unit.span, { unit: unit.name, nearest: nearest(unit.name, known), known }),
  );
  return hole;
}

/** The unit that two numbers share; a plain number takes the other's. */
export function commonUnit(a: Unit, b: Unit): Unit | undefined {
  if (a === b || isPlain(b)) return a;
  return isPlain(a) ? b : undefined;
}
const isPlain = (unit: Unit) => unit === 'one' || unit === 'count';

/** The unit of a product or quotient. */
export function productUnit(operator: '*' | '/' | '**', a: Unit, b: Unit): Unit {
  if (operator === '/') return a === b ? 'one' : isPlain(b) ? a : 'one';
  if (operator === '**') return isPlain(a) ? a : 'one';
  return isPlain(b) ? a : isPlain(a) ? b : 'one';
}

const operators: Record<Arithmetic, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '**': (a, b) => a ** b,
};

export function arithmetic(at: Binary, operator: Arithmetic, a: Value, b: Value, scope: Scope): Value {
  if (a.kind !== 'number' || b.kind !== 'number') return notNumbers(at, a, b, scope);
  const unit =
    operator === '+' || operator === '-' ? commonUnit(a.unit, b.unit) : productUnit(operator, a.unit, b.unit);
  if (!unit) return mixed(at, a.unit, b.unit, scope);
  const value = operators[operator](a.value, b.value);
  if (Number.isFinite(value) && (!Number.isInteger(value) || Math.abs(value) <= Number.MAX_SAFE_INTEGER)) {
    return number(value, unit);
  }
  const reason = `${a.value} ${operator} ${b.value} is ${Number.isFinite(value) ? 'too large to be exact' : value}`;
  scope.report(diagnose(undefinedValue, at.span, { reason }));
  return hole;
}

const comparisons: Record<Comparison, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

export function compare(at: Binary, operator: Comparison, a: Value, b: Value, scope: Scope): Value {
  if ((operator === '==' || operator === '!=') && !(a.kind === 'number' && b.kind === 'number')) {
    const same = equal(a, b);
    if (same !== undefined) return { kind: 'truth', value: same === (operator === '==') };
  }
  if (a.kind !== 'number' || b.kind !== 'number') return notNumbers(at, a, b, scope);
  if (!commonUnit(a.unit, b.unit)) return mixed(at, a.unit, b.unit, scope);
  return { kind: 'truth', value: comparisons[operator](a.value, b.value) };
}

/** Whether two values are the same; undefined where they are of different kinds, which are not compared. */
function equal(a: Value, b: Value): boolean | undefined {
  const [one, other] = [comparable(a), comparable(b)];
  if (!one || !other || (a.kind !== b.kind && a.kind !== 'none' && b.kind !== 'none')) return undefined;
  return a.kind === b.kind && canonical(toSetting(a)) === canonical(toSetting(b));
}

const comparable = ({ kind }: Value) => kind !== 'record' && kind !== 'namespace' && kind !== 'hole';

function notNumbers(at: Binary, a: Value, b: Value, scope: Scope): Value {
  const [side, got] = a.kind === 'number' ? [at.right, b] : [at.left, a];
  scope.report(
    diagnose(wrongType, side.span, { what: `\`${at.operator}\``, wanted: 'numbers', got: describe(got) }),
  );
  return hole;
}

function mixed(at: Binary, left: Unit, right: Unit, scope: Scope): Value {
  const data = { operator: at.operator, left: unitName(left), right: unitName(right) };
  scope.report(diagnose(mixedUnits, at.operatorSpan, data));
  return hole;
}

/** A unit in words. */
export function unitName(unit: Unit): string {
  return units[unit].title || 'a plain number';
}
