import { hasParts } from '../diagnostics/codes/claims.ts';
import { unknownMember, unknownName, unknownParameter } from '../diagnostics/codes/names.ts';
import { notHere } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Argument, Member, Name } from '../expression/tree.ts';
import type { IndexSpec } from '../plan/plan.ts';
import type { ResolvedMeasurement } from './measure.ts';
import { notAskedFor, partsOf } from './members.ts';
import type { ClaimContext, Term } from './quantity.ts';
import { pick } from './quantity-selection.ts';

/** A measurement of the experiment, whole. */
export function measured({ name, span }: Name, context: ClaimContext): Term | undefined {
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
  context.report(diagnose(hasParts, span, { name, known: partsOf(found) }));
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
export function part(
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
    const axis = context.axes.find(({ arms }) => arms.some((arm) => arm.name === name));
    const corrected = axis && `${of.name}[${axis.name} = ${name}]`;
    const data = { name, of: `\`${of.name}\``, nearest: nearest(name, known), known, corrected };
    context.report(diagnose(unknownMember, nameSpan, data));
    return undefined;
  }
  const member = found.record.members[name];
  const missing = notAskedFor(found, name, nameSpan);
  if (missing) {
    context.report(missing);
    return undefined;
  }
  const indices = [
    ...found.plan.indices.filter(({ name: index }) => index === 'at' || index === 'step'),
    ...member
      .indices(found.facts)
      .map((index) => (found.facts.widths.length > 0 ? index : withoutValues(index))),
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

/** Of a network that has mistakes of its own the layers are not known. */
const withoutValues = ({ name, unit }: IndexSpec): IndexSpec => ({ name, unit });

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
