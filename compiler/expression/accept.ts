import { outOfRange, wrongType, wrongUnit } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { Construct, Setting } from '../plan/plan.ts';
import type { NumberType, ParameterType } from '../registry/construct.ts';
import type { Span } from '../source/span.ts';
import { commonUnit, unitName } from './arithmetic.ts';
import { broken, describe, toSetting, type Value } from './values.ts';

const wanted: Record<Exclude<ParameterType['kind'], 'choice'>, string> = {
  number: 'a number',
  numbers: 'a number or a list of numbers',
  truth: 'true or false',
  text: 'a text such as "models/moons.safetensors"',
  file: 'a path such as "data/points.csv"',
  initializer: 'an initializer such as normal(sd = 1)',
  window: 'a window such as square(3)',
  slice: 'a slice such as plane()',
  points: 'the name of a data set or of a part of one',
  duration: 'steps or epochs, such as `100 steps`',
};

/** The setting that `value` gives to something of `type`; undefined, and reported, where it does not fit. */
export function accept(
  value: Value,
  type: ParameterType,
  what: string,
  span: Span,
  report: Report,
): Setting | undefined {
  if (broken(value)) return undefined;
  if (value.kind === 'none' && 'none' in type && type.none) return null;
  switch (type.kind) {
    case 'number':
      return value.kind === 'number' ? acceptNumber(value, type, what, span, report) : refuse();
    case 'numbers':
      return acceptNumbers(value, type, what, span, report) ?? (isNumeric(value) ? undefined : refuse());
    case 'truth':
      return value.kind === 'truth' ? value.value : refuse();
    case 'text':
    case 'file':
      return value.kind === 'text' ? value.value : refuse();
    case 'choice':
      if (value.kind === 'text' && type.of.includes(value.value)) return value.value;
      return type.or && value.kind === 'number' ? acceptNumber(value, type.or, what, span, report) : refuse();
    case 'initializer':
      return value.kind === 'construct' && value.record.kind === 'initializer' ? value.value : refuse();
    case 'window':
    case 'slice':
      return value.kind === type.kind ? (value.value as Construct) : refuse();
    case 'points':
      return value.kind === 'data' ? toSetting(value) : refuse();
    case 'duration':
      return value.kind === 'number' || (type.list && isNumeric(value))
        ? acceptDurations(value, what, span, report)
        : refuse();
  }

  function refuse(): undefined {
    const more =
      'none' in type && type.none
        ? ', or none'
        : type.kind === 'duration' && type.list
          ? ', or a list of them'
          : '';
    const takes = `${type.kind === 'choice' ? wordsOf(type) : wanted[type.kind]}${more}`;
    const help = type.kind === 'points' ? nameIt(value) : undefined;
    report(diagnose(wrongType, span, { what, wanted: takes, got: describe(value), help }));
    return undefined;
  }
}

/** Data has a name, so that every use of it is the same examples. */
const nameIt = (value: Value): string | undefined =>
  value.kind === 'construct' && value.record.kind === 'dataset'
    ? `under \`data\`, give it a name: \`some: ${value.record.name}(…)\`, and write that name here`
    : undefined;

/** `same, valid or a number` */
export const wordsOf = ({ of, or }: Extract<ParameterType, { kind: 'choice' }>): string =>
  [...of, ...(or ? ['a number'] : [])].join(', ').replace(/, ([^,]*)$/, ' or $1');

const isNumeric = (value: Value): boolean =>
  value.kind === 'number' || (value.kind === 'list' && value.items.every((item) => item.kind === 'number'));

function acceptNumbers(
  value: Value,
  type: Extract<ParameterType, { kind: 'numbers' }>,
  what: string,
  span: Span,
  report: Report,
): Setting | undefined {
  if (!isNumeric(value)) return undefined;
  const each: NumberType = { ...type, kind: 'number' };
  if (value.kind === 'number') return acceptNumber(value, each, what, span, report);
  const items = (value as Extract<Value, { kind: 'list' }>).items.map((item) =>
    acceptNumber(item as Extract<Value, { kind: 'number' }>, each, what, span, report),
  );
  return items.every((item) => item !== undefined) ? items : undefined;
}

/** Steps are the plan's number; how many steps an epoch has is known where the training is. */
function acceptDurations(value: Value, what: string, span: Span, report: Report): Setting | undefined {
  if (value.kind === 'number') {
    const inEpochs = value.unit === 'epochs';
    const each: NumberType = {
      kind: 'number',
      unit: inEpochs ? 'epochs' : 'steps',
      whole: !inEpochs,
      min: 0,
    };
    const count = acceptNumber(value, each, what, span, report);
    return count !== undefined && inEpochs ? { is: 'epochs', count } : count;
  }
  const items = (value as Extract<Value, { kind: 'list' }>).items.map((item) =>
    acceptDurations(item, what, span, report),
  );
  return items.every((item) => item !== undefined) ? items : undefined;
}

function acceptNumber(
  { value, unit }: Extract<Value, { kind: 'number' }>,
  type: NumberType,
  what: string,
  span: Span,
  report: Report,
): number | undefined {
  if (!commonUnit(unit, type.unit)) {
    report(diagnose(wrongUnit, span, { what, wanted: unitName(type.unit), got: unitName(unit) }));
    return undefined;
  }
  const problem = rangeProblem(value, type);
  if (problem) {
    const share = type.unit === 'probability' && value > 1 && value <= 100;
    const help = share ? `a share of one: write \`${value}%\` or ${value / 100}` : undefined;
    report(diagnose(outOfRange, span, { what, value, wanted: problem, help }));
    return undefined;
  }
  return value;
}

function rangeProblem(value: number, { whole, min, max, exclusive }: NumberType): string | undefined {
  if (whole && !Number.isInteger(value)) return 'a whole number';
  const low = min === undefined || (exclusive ? value > min : value >= min);
  const high = max === undefined || value <= max;
  if (low && high) return undefined;
  if (min !== undefined && max !== undefined) return `between ${min} and ${max}`;
  return min !== undefined ? `${exclusive ? 'more than' : 'at least'} ${min}` : `at most ${max}`;
}
