import { nearest } from '../../compiler/diagnostics/nearest.ts';
import type { Plan, Step } from '../../compiler/plan/plan.ts';

/** Which steps of a plan are meant. */
export type Wanted = (step: Step) => boolean;

/** A selector selects nothing; the message says what is there instead. */
export class NothingSelected extends Error {}

/** A condition of a selector, as far as a plan knows it. */
type Condition = (plan: Plan) => Wanted | undefined;

/**
 * The steps of each plan that one of the selectors selects. A selector is the name of an experiment, the id of a
 * cell, `axis=arm`, `replicate=n`, `train` or the name of a measurement, or several of these between commas,
 * which must all hold. Throws `NothingSelected` for the first that selects nothing in any plan.
 */
export function selectSteps(plans: readonly Plan[], selectors: readonly string[]): Wanted[] {
  const each = selectors.map((selector) => {
    const wanted = plans.map(selectIn(selector));
    if (plans.some((plan, i) => plan.steps.some(wanted[i]))) return wanted;
    throw new NothingSelected(`'${selector}' selects nothing${adviceFor(selector, plans)}.`);
  });
  return plans.map((_, i) => (step) => each.some((wanted) => wanted[i](step)));
}

function selectIn(selector: string): (plan: Plan) => Wanted {
  const conditions = partsOf(selector).map(conditionOf);
  return (plan) => {
    if (plan.cells.some(({ id }) => id === selector)) return ({ cell }) => cell === selector;
    const all = conditions.map((condition) => condition(plan));
    return (step) => all.every((wanted) => wanted?.(step) === true);
  };
}

/** Arms may have commas in their names, but what follows one of these begins like a name. */
function partsOf(selector: string): string[] {
  return selector.split(/,(?=\s*[\p{L}_][\p{L}\p{N}_.-]*\s*(?:=|,|$))/u).map((part) => part.trim());
}

function conditionOf(part: string): Condition {
  const [, name, value] = /^([^=]+?)\s*=\s*(.*)$/s.exec(part) ?? [];
  return (plan) => {
    if (part === plan.experiment) return () => true;
    if (part === 'train') return ({ kind }) => kind === 'train';
    if (part in plan.measurements) return (step) => step.kind === 'measure' && step.measurement === part;
    const cells = new Set(cellsWhere(plan, part, name, value));
    return cells.size > 0 ? ({ cell }) => cells.has(cell) : undefined;
  };
}

function cellsWhere(plan: Plan, part: string, name = '', value = ''): string[] {
  const arms = new Map(plan.variants.map((variant) => [variant.id, variant.arms]));
  return plan.cells
    .filter(({ variant, replicate }) =>
      name === 'replicate'
        ? String(replicate) === value
        : variant === part || arms.get(variant)?.[name] === value,
    )
    .map(({ id }) => id);
}

function adviceFor(selector: string, plans: readonly Plan[]): string {
  const unknown = partsOf(selector).find((part) => plans.every((plan) => !conditionOf(part)(plan)));
  if (unknown === undefined) return `: there is each of its parts, but no step has them all`;
  const known = plans.flatMap(wordsOf);
  const guess =
    nearest(unknown, known) ??
    nearest(
      selector,
      plans.flatMap(({ cells }) => cells.map(({ id }) => id)),
    );
  if (guess !== undefined) return `. Did you mean '${guess}'?`;
  const axis = plans.flatMap(({ axes }) => axes).find(({ name }) => unknown.startsWith(`${name}=`));
  if (axis) return `: ${axis.name} has the arms ${axis.arms.map(({ name }) => name).join(', ')}`;
  return `: there are ${[...new Set(known)].slice(0, 12).join(', ')}`;
}

function wordsOf(plan: Plan): string[] {
  const replicates = new Set(plan.cells.map(({ replicate }) => `replicate=${replicate}`));
  return [
    plan.experiment,
    ...plan.axes.flatMap(({ name, arms }) => arms.map((arm) => `${name}=${arm.name}`)),
    ...Object.keys(plan.measurements),
    ...replicates,
  ];
}
