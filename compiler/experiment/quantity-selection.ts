import { unknownArm, unknownPlace } from '../diagnostics/codes/claims.ts';
import { unknownName } from '../diagnostics/codes/names.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Choice, Expression, Select } from '../expression/tree.ts';
import { broken, describe } from '../expression/values.ts';
import type { IndexSpec, Quantity } from '../plan/plan.ts';
import { nameOf } from './axes.ts';
import { type ClaimContext, resolveQuantity, type Term } from './quantity.ts';

/** `x[norm = batch]` selects an arm; `x[layer = 2]` or `x[at = final]` one value of an index. */
export function selection({ of, where }: Select, context: ClaimContext): Term | undefined {
  const whole = resolveQuantity(of, context);
  return whole && chooseAll(whole, where, context);
}

/** `term[norm = batch, layer = 2]` */
export function chooseAll(term: Term, where: readonly Choice[], context: ClaimContext): Term | undefined {
  return where.reduce<Term | undefined>((rest, choice) => rest && choose(rest, choice, context), term);
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
export function pick(
  term: Term,
  index: IndexSpec,
  value: Expression,
  context: ClaimContext,
): Term | undefined {
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
  const { values } = index;
  if (!values && value.kind === 'number') return value.value;
  const numeric = values?.every((candidate) => typeof candidate === 'number');
  if (!values || !numeric || value.kind === 'name') return named(value, values ?? [], index.name, context);
  const wanted = evaluate(value, context.scope);
  const found = values.find((candidate) => wanted.kind === 'number' && candidate === wanted.value);
  if (found === undefined && !broken(wanted)) {
    const data = { value: nameOf(wanted) ?? describe(wanted), index: index.name, known: values.map(String) };
    context.report(diagnose(unknownPlace, value.span, data));
  }
  return found;
}

/** The one of `known` that an expression names, by name or by value. */
function named(
  value: Expression,
  known: readonly (string | number)[],
  of: string,
  { scope, report }: ClaimContext,
): string | number | undefined {
  const byName = value.kind === 'name' && (known.includes(value.name) || !scope.knows(value.name));
  const plain = byName ? undefined : evaluate(value, scope);
  const text = byName ? value.name : plain && nameOf(plain);
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
