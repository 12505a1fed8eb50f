import { hasParts, nothingMeasured, overWhat, unknownArm } from '../diagnostics/codes/claims.ts';
import { unknownMember, unknownName, unknownParameter } from '../diagnostics/codes/names.ts';
import { mixedUnits, notHere } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { accept } from '../expression/accept.ts';
import { commonUnit, literal, productUnit, unitName } from '../expression/arithmetic.ts';
import { evaluate } from '../expression/evaluate.ts';
import { scopeOf } from '../expression/scope.ts';
import type { Argument, Binary, Call, Choice, Expression, Member, Name, Select } from '../expression/tree.ts';
import type { IndexSpec, Quantity, Setting } from '../plan/plan.ts';
import { functions } from '../registry/functions/index.ts';
import { statistics } from '../registry/statistics/index.ts';
import type { StatisticRecord } from '../registry/statistics/statistic.ts';
import type { Unit } from '../registry/units.ts';
import { nameOf, type ResolvedAxis } from './axes.ts';
import type { Measurements, ResolvedMeasurement } from './measure.ts';

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
  readonly report: Report;
}

/** Types and lowers one side of a comparison; undefined, and reported, where it makes no sense. */
export function resolveQuantity(expression: Expression, context: ClaimContext): Term | undefined {
  switch (expression.kind) {
    case 'number': {
      const value = literal(expression, scopeOf(new Map(), context.report));
      return value.kind === 'number' ? constant(value.value, value.unit) : undefined;
    }
    case 'name':
      return measured(expression, context);
    case 'member':
      return part(expression, [], context);
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
      if (['+', '-', '*', '/', '**'].includes(expression.operator)) return arithmetic(expression, context);
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

function constant(value: number, unit: Unit): Term {
  return { quantity: { op: 'literal', value }, unit, indices: [], selected: [] };
}

function measured({ name, span }: Name, context: ClaimContext): Term | undefined {
  const found = find(name, span, context);
  if (!found) return undefined;
  const { record, plan } = found;
  if (record.unit)
    return {
      quantity: { op: 'measurement', name },
      unit: record.unit,
      indices: plan.indices,
      selected: [new Set()],
    };
  context.report(diagnose(hasParts, span, { name, known: Object.keys(record.members) }));
  return undefined;
}

function find(
  name: string,
  span: Name['span'],
  { measurements, axes, report }: ClaimContext,
): ResolvedMeasurement | undefined {
  if (measurements.has(name)) return measurements.get(name);
  if (axes.some((axis) => axis.name === name)) {
    report(
      diagnose(notHere, span, {
        what: `the axis \`${name}\``,
        where: 'a quantity',
        help: `select an arm: x[${name} = …]`,
      }),
    );
  } else {
    const known = [...measurements.keys()];
    report(diagnose(unknownName, span, { name, nearest: nearest(name, known), known }));
  }
  return undefined;
}

/** `cells.regions`, `cells.regions_after(layer = 1)` */
function part(
  { of, name, nameSpan }: Member,
  given: readonly Argument[],
  context: ClaimContext,
): Term | undefined {
  if (of.kind !== 'name') {
    context.report(
      diagnose(notHere, of.span, {
        what: 'this',
        where: 'front of a dot',
        help: 'name a measurement: cells.regions',
      }),
    );
    return undefined;
  }
  const found = find(of.name, of.span, context);
  if (!found) return undefined;
  const known = Object.keys(found.record.members);
  if (!known.includes(name)) {
    context.report(
      diagnose(unknownMember, nameSpan, { name, of: `\`${of.name}\``, nearest: nearest(name, known), known }),
    );
    return undefined;
  }
  const member = found.record.members[name];
  const indices = [
    ...found.plan.indices.filter(({ name: index }) => index === 'at' || index === 'step'),
    ...member.indices(found.facts),
  ];
  const term: Term = {
    quantity: { op: 'measurement', name: of.name, member: name },
    unit: member.unit,
    indices,
    selected: [new Set()],
  };
  return given.reduce<Term | undefined>(
    (whole, argument) => whole && pickArgument(whole, argument, `${of.name}.${name}`, context),
    term,
  );
}

function pickArgument(
  term: Term,
  { name, value, span }: Argument,
  of: string,
  context: ClaimContext,
): Term | undefined {
  const known = term.indices.map((index) => index.name);
  const index = name ? term.indices.find((candidate) => candidate.name === name.name) : term.indices[0];
  if (index) return pick(term, index, value, context);
  context.report(
    diagnose(unknownParameter, name?.span ?? span, {
      name: name?.name ?? '',
      of,
      nearest: name && nearest(name.name, known),
      known,
    }),
  );
  return undefined;
}

function called(expression: Call, context: ClaimContext): Term | undefined {
  const { callee } = expression;
  if (callee.kind === 'member') return part(callee, expression.arguments, context);
  if (Object.hasOwn(statistics, callee.name)) {
    return statistic(expression, statistics[callee.name as keyof typeof statistics], context);
  }
  if (Object.hasOwn(functions, callee.name)) {
    const value = evaluate(expression, scopeOf(new Map(), context.report));
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

/** `median(nearest, over = sample)` */
function statistic(expression: Call, record: StatisticRecord, context: ClaimContext): Term | undefined {
  const [first, ...rest] = expression.arguments;
  const of = first && !first.name ? resolveQuantity(first.value, context) : undefined;
  if (!of) {
    if (!first || first.name)
      context.report(diagnose(overWhat, expression.callee.span, { statistic: record.name, known: [] }));
    return undefined;
  }
  const known = of.indices.map((index) => index.name);
  const over = rest.find((argument) => argument.name?.name === 'over');
  if (!over) {
    context.report(diagnose(overWhat, expression.callee.span, { statistic: record.name, known }));
    return undefined;
  }
  const items = over.value.kind === 'list' ? over.value.items : [over.value];
  const names = items.map((item) => (item.kind === 'name' ? item.name : ''));
  const wrong = items.find((_, i) => !known.includes(names[i]));
  if (wrong) {
    const index = wrong.kind === 'name' ? wrong.name : '?';
    context.report(diagnose(overWhat, wrong.span, { statistic: record.name, index, known }));
    return undefined;
  }
  const settings = statisticSettings(
    rest.filter((argument) => argument !== over),
    record,
    expression,
    context,
  );
  return (
    settings && {
      quantity: { op: 'statistic', name: record.name, over: names, of: of.quantity, settings },
      unit: record.unit(of.unit),
      indices: of.indices.filter((index) => !names.includes(index.name)),
      selected: of.selected,
    }
  );
}

function statisticSettings(
  given: readonly Argument[],
  record: StatisticRecord,
  at: Call,
  context: ClaimContext,
): Record<string, Setting> | undefined {
  const settings: Record<string, Setting> = {};
  for (const [i, { name, value, span }] of given.entries()) {
    const parameter = name
      ? record.parameters.find((candidate) => candidate.name === name.name)
      : record.parameters[i];
    if (!parameter) {
      const known = ['over', ...record.parameters.map((candidate) => candidate.name)];
      const data = {
        name: name?.name ?? 'more',
        of: record.name,
        nearest: name && nearest(name.name, known),
        known,
      };
      context.report(diagnose(unknownParameter, name?.span ?? span, data));
      return undefined;
    }
    const scope = scopeOf(new Map(), context.report);
    const setting = accept(
      evaluate(value, scope),
      parameter.type,
      `${record.name}(${parameter.name})`,
      value.span,
      context.report,
    );
    if (setting === undefined) return undefined;
    settings[parameter.name] = setting;
  }
  for (const { name, default: standard } of record.parameters) {
    if (name in settings) continue;
    if (standard === undefined) {
      context.report(diagnose(nothingMeasured, at.span, { text: name }));
      return undefined;
    }
    settings[name] = standard;
  }
  return settings;
}

/** `x[norm = batch]` selects an arm; `x[layer = 2]` or `x[at = final]` one value of an index. */
function selection({ of, where }: Select, context: ClaimContext): Term | undefined {
  const start = resolveQuantity(of, context);
  return where.reduce<Term | undefined>((term, choice) => term && choose(term, choice, context), start);
}

function choose(
  term: Term,
  { axis: { name, span }, value }: Choice,
  context: ClaimContext,
): Term | undefined {
  const axis = context.axes.find((candidate) => candidate.name === name);
  if (axis) {
    const arm = named(
      value,
      axis.arms.map((candidate) => candidate.name),
      name,
      context,
    );
    return arm === undefined ? undefined : select(term, name, arm as string);
  }
  const index = term.indices.find((candidate) => candidate.name === name);
  if (index) return pick(term, index, value, context);
  const known = [
    ...context.axes.map((candidate) => candidate.name),
    ...term.indices.map((candidate) => candidate.name),
  ];
  context.report(diagnose(unknownName, span, { name, nearest: nearest(name, known), known }));
  return undefined;
}

function select(term: Term, axis: string, arm: string): Term {
  const { quantity } = term;
  const where = quantity.op === 'select' ? { ...quantity.where, [axis]: arm } : { [axis]: arm };
  return {
    ...term,
    quantity: { op: 'select', where, of: quantity.op === 'select' ? quantity.of : quantity },
    selected: term.selected.map((axes) => new Set([...axes, axis])),
  };
}

/** One value of an index; it goes down to the measurement that has the index. */
function pick(term: Term, index: IndexSpec, value: Expression, context: ClaimContext): Term | undefined {
  const chosen = valueAt(value, index, context);
  if (chosen === undefined) return undefined;
  const indices = term.indices.filter((candidate) => candidate.name !== index.name);
  return { ...term, indices, quantity: pickIn(term.quantity, index.name, chosen) };
}

function pickIn(quantity: Quantity, index: string, value: number | string): Quantity {
  switch (quantity.op) {
    case 'literal':
      return quantity;
    case 'measurement':
      return { ...quantity, pick: { ...quantity.pick, [index]: value } };
    case 'arithmetic':
      return {
        ...quantity,
        left: pickIn(quantity.left, index, value),
        right: pickIn(quantity.right, index, value),
      };
    default:
      return { ...quantity, of: pickIn(quantity.of, index, value) };
  }
}

/** The value of an index that an expression names; any number where its values are not known beforehand. */
function valueAt(value: Expression, index: IndexSpec, context: ClaimContext): string | number | undefined {
  if (index.values || value.kind !== 'number') return named(value, index.values ?? [], index.name, context);
  return value.value;
}

/** The one of `known` that an expression names, by name or by value. */
function named(
  value: Expression,
  known: readonly (string | number)[],
  of: string,
  { report }: ClaimContext,
): string | number | undefined {
  const plain = value.kind === 'name' ? undefined : evaluate(value, scopeOf(new Map(), report));
  const text = value.kind === 'name' ? value.name : plain && nameOf(plain);
  const found = known.find((candidate) => String(candidate) === text);
  if (found === undefined && plain?.kind !== 'hole') {
    const names = known.map(String);
    report(
      diagnose(unknownArm, value.span, {
        arm: text ?? '?',
        axis: of,
        nearest: text && nearest(text, names),
        known: names.slice(0, 12),
      }),
    );
  }
  return found;
}

function arithmetic(expression: Binary, context: ClaimContext): Term | undefined {
  const [left, right] = [
    resolveQuantity(expression.left, context),
    resolveQuantity(expression.right, context),
  ];
  if (!left || !right) return undefined;
  const operator = expression.operator as '+' | '-' | '*' | '/' | '**';
  const unit =
    operator === '+' || operator === '-'
      ? commonUnit(left.unit, right.unit)
      : productUnit(operator, left.unit, right.unit);
  if (unit) return combine(operator, left, right, unit);
  const data = { operator, left: unitName(left.unit), right: unitName(right.unit) };
  context.report(diagnose(mixedUnits, expression.operatorSpan, data));
  return undefined;
}

function combine(operator: '+' | '-' | '*' | '/' | '**', left: Term, right: Term, unit: Unit): Term {
  return {
    quantity: { op: 'arithmetic', operator, left: left.quantity, right: right.quantity },
    unit,
    indices: [
      ...left.indices,
      ...right.indices.filter(({ name }) => !left.indices.some((index) => index.name === name)),
    ],
    selected: [...left.selected, ...right.selected],
  };
}
