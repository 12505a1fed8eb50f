import type { ResolvedAxis } from './axes.ts';
import type { ClaimContext, Term } from './quantity.ts';

/** The arms of an axis in the order of their values; undefined where they are not at least two numbers. */
export function numericArms({ arms }: ResolvedAxis): readonly string[] | undefined {
  const numbers = arms.flatMap(({ name, value }) =>
    value.kind === 'number' ? [{ name, value: value.value }] : [],
  );
  if (numbers.length < arms.length || numbers.length < 2) return undefined;
  return numbers.sort((a, b) => a.value - b.value).map(({ name }) => name);
}

/** `slope(error, along = width)`: every arm of the axis is used, so none has to be selected. */
export function slopeAlongAxis(name: string, of: Term, { axes }: ClaimContext): Term {
  const axis = axes.find((candidate) => candidate.name === name) as ResolvedAxis;
  return {
    ...of,
    quantity: { op: 'slope', along: name, arms: numericArms(axis) as readonly string[], of: of.quantity },
    selected: of.selected.map((chosen) => new Set([...chosen, name])),
  };
}
