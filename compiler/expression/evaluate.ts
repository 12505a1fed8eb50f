import { fieldOfOtherArm, unknownField } from '../diagnostics/codes/definitions.ts';
import { mustBeCalled, unknownMember, unknownName } from '../diagnostics/codes/names.ts';
import { notHere, undefinedValue, wrongType } from '../diagnostics/codes/types.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { registry } from '../registry/index.ts';
import type { Span } from '../source/span.ts';
import { arithmetic, compare, literal } from './arithmetic.ts';
import { armComparison } from './arms.ts';
import { call } from './call.ts';
import { listOf } from './list.ts';
import type { ArmHere, Scope } from './scope.ts';
import type { Expression, Member, Name, Range, Unary } from './tree.ts';
import { broken, describe, hole, number, type Value } from './values.ts';

/** The value of an expression that is computed before anything runs; a hole where it has none. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'number':
      return literal(expression, scope);
    case 'text':
    case 'truth':
      return { kind: expression.kind, value: expression.value } as Value;
    case 'name':
      return name(expression, scope);
    case 'member':
      return member(expression, scope);
    case 'call':
      return call(expression, scope);
    case 'list':
      return listOf(
        expression.items.map((item) => evaluate(item, scope)),
        expression.span,
        scope,
      );
    case 'range':
      return range(expression, scope);
    case 'unary':
      return unary(expression, scope);
    case 'binary':
      return binary(expression, scope);
    case 'if':
      return truth(expression.condition, scope, 'the condition', (yes) =>
        evaluate(yes ? expression.then : expression.otherwise, scope),
      );
    case 'within':
      return impossible(expression, 'a comparison within a tolerance', scope);
    case 'select':
      return impossible(expression, 'a selection of arms', scope);
    case 'hole':
      return hole;
  }
}

function impossible(expression: Expression, what: string, scope: Scope): Value {
  const data = { what, where: 'a setting', help: 'it compares results, so it belongs into a claim' };
  scope.report(diagnose(notHere, expression.span, data));
  return hole;
}

function name({ name, span }: Name, scope: Scope): Value {
  const found = scope.lookup(name, span);
  if (found) return found;
  const record = registry.get(name);
  if (record) scope.report(diagnose(mustBeCalled, span, { name, example: record.example }));
  else {
    const known = scope.names();
    scope.report(diagnose(unknownName, span, { name, nearest: nearest(name, known), known }));
  }
  return hole;
}

function member({ of, name, nameSpan }: Member, scope: Scope): Value {
  const whole = evaluate(of, scope);
  if (broken(whole)) return hole;
  const parts = partsOf(whole);
  const found = parts.get(name);
  if (found) return found;
  const known = [...parts.keys()];
  const here = of.kind === 'name' ? scope.arm(of.name) : undefined;
  if (of.kind === 'name' && here && here.fields.size > 0) {
    scope.report(missingField(of.name, name, nameSpan, here));
    return hole;
  }
  const data = { name, of: describe(whole), nearest: nearest(name, known), known };
  scope.report(diagnose(unknownMember, nameSpan, data));
  return hole;
}

function partsOf(whole: Value): ReadonlyMap<string, Value> {
  if (whole.kind === 'record') return whole.fields;
  if (whole.kind === 'namespace') return whole.members;
  return whole.kind === 'data' && whole.part === 'all' ? dataMembers(whole) : new Map();
}

/** What is said of `norm.rate` where the arm of `norm` has no rate. */
function missingField(axis: string, field: string, span: Span, { name: arm, fields }: ArmHere): Diagnostic {
  const arms = fields.get(field);
  if (arms) return diagnose(fieldOfOtherArm, span, { axis, arm, field, arms });
  const known = [...fields.keys()];
  return diagnose(unknownField, span, { of: axis, name: field, nearest: nearest(field, known), known });
}

/** `images.train`, `images.classes`, `images.count` */
function dataMembers(data: Extract<Value, { kind: 'data' }>): Map<string, Value> {
  const parts = Object.keys(data.spec.parts).map((part): [string, Value] => [part, { ...data, part }]);
  const counts: [string, Value][] = [['count', number(data.spec.parts.all, 'count')]];
  if (data.spec.classes !== undefined) counts.push(['classes', number(data.spec.classes, 'count')]);
  return new Map([...parts, ...counts]);
}

function range({ from, to, span }: Range, scope: Scope): Value {
  return wholeNumber(from, scope, (first) =>
    wholeNumber(to, scope, (last) => {
      if (last < first || last - first >= 10_000) {
        const reason =
          last < first ? `the range ${first}..${last} is empty` : `the range ${first}..${last} is too long`;
        scope.report(
          diagnose(undefinedValue, span, {
            reason,
            help: 'a range goes from the smaller to the larger number',
          }),
        );
        return hole;
      }
      return {
        kind: 'list',
        items: Array.from({ length: last - first + 1 }, (_, i) => number(first + i, 'count')),
      };
    }),
  );
}

function wholeNumber(expression: Expression, scope: Scope, use: (value: number) => Value): Value {
  const value = evaluate(expression, scope);
  if (value.kind === 'number' && Number.isInteger(value.value)) return use(value.value);
  return clash(expression, 'an end of a range', 'a whole number', value, scope);
}

function unary({ operator, operand, span }: Unary, scope: Scope): Value {
  if (operator === 'not')
    return truth(operand, scope, '`not`', (value) => ({ kind: 'truth', value: !value }));
  const value = evaluate(operand, scope);
  if (value.kind === 'number') return { ...value, value: -value.value };
  return clash({ ...operand, span }, '`-`', 'a number', value, scope);
}

function binary(expression: Extract<Expression, { kind: 'binary' }>, scope: Scope): Value {
  const { operator, left, right } = expression;
  if (operator === 'and' || operator === 'or') {
    return truth(left, scope, `\`${operator}\``, (a) =>
      truth(right, scope, `\`${operator}\``, (b) => ({
        kind: 'truth',
        value: operator === 'and' ? a && b : a || b,
      })),
    );
  }
  if (operator === '==' || operator === '!=') {
    const same = armComparison(left, right, scope);
    if (same !== undefined) return { kind: 'truth', value: same === (operator === '==') };
  }
  const a = evaluate(left, scope);
  // Where the axis is misspelt, its arm is unknown too.
  if (broken(a) && right.kind === 'name' && !scope.knows(right.name)) return hole;
  const b = evaluate(right, scope);
  if (broken(a) || broken(b)) return hole;
  return operator === '+' || operator === '-' || operator === '*' || operator === '/' || operator === '**'
    ? arithmetic(expression, operator, a, b, scope)
    : compare(expression, operator, a, b, scope);
}

function truth(expression: Expression, scope: Scope, what: string, use: (value: boolean) => Value): Value {
  const value = evaluate(expression, scope);
  return value.kind === 'truth' ? use(value.value) : clash(expression, what, 'true or false', value, scope);
}

function clash(at: Expression, what: string, wanted: string, got: Value, scope: Scope): Value {
  if (!broken(got)) scope.report(diagnose(wrongType, at.span, { what, wanted, got: describe(got) }));
  return hole;
}
