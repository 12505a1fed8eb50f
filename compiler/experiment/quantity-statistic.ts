import { alreadySelected, noOrder, overWhat } from '../diagnostics/codes/claims.ts';
import { missingArgument, unknownParameter } from '../diagnostics/codes/names.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { accept } from '../expression/accept.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Argument, Call, Name } from '../expression/tree.ts';
import type { IndexSpec, Setting } from '../plan/plan.ts';
import type { StatisticRecord } from '../registry/statistics/statistic.ts';
import type { Unit } from '../registry/units.ts';
import { type ClaimContext, resolveQuantity, type Term } from './quantity.ts';
import { numericArms, slopeAlongAxis } from './quantity-trend.ts';

/** `median(nearest, over = sample)`, `steps_to(curve, 90%)`, `slope(error, along = width)` */
export function statistic(
  expression: Call,
  record: StatisticRecord,
  context: ClaimContext,
): Term | undefined {
  const called = (expression.callee as Name).name;
  const [first, ...rest] = expression.arguments;
  if (!first || first.name) {
    context.report(diagnose(overWhat, expression.callee.span, { statistic: called, known: [] }));
    return undefined;
  }
  const of = resolveQuantity(first.value, context);
  if (!of) return undefined;
  const over = rest.find(({ name }) => name?.name === 'over' || (record.ordered && name?.name === 'along'));
  const given = rest.filter((argument) => argument !== over);
  // A name that is not known may have been meant as what it runs over.
  const known = given.every(({ name }) => !name || record.parameters.some((each) => each.name === name.name));
  const indices = known ? runsOver(over, of, record, expression.callee as Name, context) : [];
  if (!indices) return undefined;
  const settings = settingsFor(given, record, of.unit, expression, context);
  if (!settings) return undefined;
  if (typeof indices === 'string') return slopeAlongAxis(indices, of, context);
  const names = indices.map(({ name }) => name);
  return {
    quantity: { op: 'statistic', name: record.name, over: names, of: of.quantity, settings },
    unit: record.unit(of.unit, indices[0].unit as Unit),
    indices: of.indices.filter((index) => !names.includes(index.name)),
    selected: of.selected,
  };
}

/** The indices that the statistic runs over, or the axis of a slope; undefined, and reported, where there are none. */
function runsOver(
  over: Argument | undefined,
  of: Term,
  record: StatisticRecord,
  { name: called, span: at }: Name,
  { axes, report }: ClaimContext,
): readonly IndexSpec[] | string | undefined {
  const steps = of.indices.filter(({ name }) => name === 'step');
  if (!over && record.ordered && record.name !== 'slope' && steps.length > 0) return steps;
  const known = of.indices.map((index) => index.name);
  const along = record.name === 'slope' ? axes.filter((axis) => numericArms(axis)) : [];
  const choices = [...known, ...along.map(({ name }) => name)];
  const word = record.name === 'slope' ? ('along' as const) : ('over' as const);
  if (!over) {
    report(diagnose(overWhat, at, { statistic: called, known: choices, word }));
    return undefined;
  }
  const items = over.value.kind === 'list' ? over.value.items : [over.value];
  const names = items.map((item) => (item.kind === 'name' ? item.name : ''));
  const axis = record.name === 'slope' ? axes.find(({ name }) => name === names[0]) : undefined;
  const wrong = axis ? undefined : items.find((_, i) => !known.includes(names[i]));
  if (wrong) {
    const index = wrong.kind === 'name' ? wrong.name : '?';
    report(diagnose(overWhat, wrong.span, { statistic: called, index, known: choices, word }));
    return undefined;
  }
  const found = of.indices.filter(({ name }) => names.includes(name));
  if (!record.ordered) return found;
  const selected = axis && of.selected.some((set) => set.has(axis.name));
  const problem =
    items.length > 1 ? 'several' : axis ? !numericArms(axis) && 'arms' : !inOrder(found[0]) && 'index';
  if (problem) report(diagnose(noOrder, over.value.span, { name: names[0], of: called, problem }));
  else if (selected) report(diagnose(alreadySelected, over.value.span, { axis: axis.name }));
  else return axis?.name ?? found;
  return undefined;
}

/** Indices of numbers, also where a network with mistakes leaves open which ones. */
const numbered: readonly string[] = ['step', 'layer', 'radius'];

/** Whether an index has numbers to follow. */
function inOrder({ name, values }: IndexSpec): boolean {
  return values?.every((value) => typeof value === 'number') ?? numbered.includes(name);
}

function settingsFor(
  given: readonly Argument[],
  record: StatisticRecord,
  unit: Unit,
  { callee }: Call,
  context: ClaimContext,
): Record<string, Setting> | undefined {
  const called = (callee as Name).name;
  const settings: Record<string, Setting> = {};
  for (const [i, { name, value, span }] of given.entries()) {
    const parameter = name
      ? record.parameters.find((candidate) => candidate.name === name.name)
      : record.parameters[i];
    if (!parameter) {
      const word = record.name === 'slope' ? 'along' : 'over';
      const known = [word, ...record.parameters.map((candidate) => candidate.name)];
      const data = {
        name: name?.name ?? 'more',
        of: called,
        nearest: name && nearest(name.name, known),
        known,
      };
      context.report(diagnose(unknownParameter, name?.span ?? span, data));
      return undefined;
    }
    const { scope } = context;
    const { type } = parameter;
    const setting = accept(
      evaluate(value, scope),
      parameter.sameUnit && type.kind === 'number' ? { ...type, unit } : type,
      `${called}(${parameter.name})`,
      value.span,
      context.report,
    );
    if (setting === undefined) return undefined;
    settings[parameter.name] = setting;
  }
  for (const { name, about, default: standard } of record.parameters) {
    if (name in settings) continue;
    if (standard === undefined) {
      const data = { name, of: called, about, example: record.example };
      context.report(diagnose(missingArgument, callee.span, data));
      return undefined;
    }
    settings[name] = standard;
  }
  return settings;
}
