import { unknownName } from '../diagnostics/codes/names.ts';
import {
  fewCandidates,
  notAChoice,
  tunedApart,
  tunedOnTest,
  tunedOnTraining,
  tunedUnread,
  unknownBest,
} from '../diagnostics/codes/tune.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { printExpression } from '../expression/print.ts';
import type { Expression } from '../expression/tree.ts';
import type { Tuned } from '../plan/plan.ts';
import type { ResolvedAxis } from './axes.ts';
import {
  dataOf,
  type MeasureContext,
  type Measurements,
  type ResolvedMeasurement,
  resolveMeasurement,
} from './measure.ts';
import type { ExperimentSyntax, Named, TuneSyntax } from './syntax.ts';

/** The experiment with the candidates of what is tuned as the arms of further axes. */
export function withTuned(syntax: ExperimentSyntax): ExperimentSyntax {
  const tuned = syntax.tune.map(({ name, span, value }) => ({ name, span, value: value.values }));
  return { ...syntax, axes: [...syntax.axes, ...tuned] };
}

/**
 * Says of each axis whether it is tuned.
 * @param contested names that two things wanted: an axis among them may have been meant to be tuned
 */
export function markTuned(
  axes: readonly ResolvedAxis[],
  { tune }: ExperimentSyntax,
  contested: ReadonlyMap<string, unknown>,
): readonly ResolvedAxis[] {
  const names = new Set([...contested.keys(), ...tune.map(({ name }) => name)]);
  return axes.map((axis) => (names.has(axis.name) ? { ...axis, tuned: true } : axis));
}

/** Reports tuned settings with nothing to choose from, or that neither network nor training looked up. */
export function reportIdleTunes(
  axes: readonly ResolvedAxis[],
  read: ReadonlySet<string>,
  report: Report,
): void {
  for (const { name, span, arms, tuned } of axes) {
    if (!tuned) continue;
    if (arms.length < 2) report(diagnose(fewCandidates, span, { name, count: arms.length }));
    else if (!read.has(name)) report(diagnose(tunedUnread, span, { name }));
  }
}

interface Tunes {
  /** What chooses, by tuned setting. */
  readonly choices: ReadonlyMap<string, Tuned>;
  /** Measurements that only choose, by names that no author can give. */
  readonly added: ReadonlyMap<string, ResolvedMeasurement>;
}

/** What chooses the value of each tuned setting: a measurement of the file, or one of its own. */
export function resolveTunes(
  entries: readonly Named<TuneSyntax>[],
  measured: Measurements,
  context: MeasureContext,
): Tunes {
  const choices = new Map<string, Tuned>();
  const added = new Map<string, ResolvedMeasurement>();
  for (const { name, span, value } of entries) {
    const found = value.by && decider(name, value.by, new Map([...measured, ...added]), context);
    if (!value.by || !found || !isSound(name, value.by, found, context)) continue;
    const best = resolveBest(value.best, value.by, found, context.report);
    if (!best) continue;
    if (!measured.has(found.name)) added.set(found.name, found);
    const [first] = choices;
    const tuned = { measurement: found.name, best };
    if (first && (first[1].measurement !== tuned.measurement || first[1].best !== best)) {
      const data = { name, text: inWords(tuned), first: first[0], by: inWords(first[1]) };
      context.report(diagnose(tunedApart, span, data));
    }
    choices.set(name, tuned);
  }
  return { choices, added };
}

const inWords = ({ measurement, best }: Tuned) =>
  `the ${best === 'max' ? 'largest' : 'smallest'} \`${measurement}\``;

/** The measurement that `by` names or calls; the same call at the end of training is taken once. */
function decider(
  name: string,
  by: Expression,
  measured: Measurements,
  context: MeasureContext,
): ResolvedMeasurement | undefined {
  if (by.kind === 'hole') return undefined;
  if (by.kind === 'name' && measured.has(by.name)) return measured.get(by.name);
  if (by.kind === 'name' && !context.scope.knows(by.name)) {
    const known = [...measured.keys()].filter((each) => !each.includes('.'));
    context.report(
      diagnose(unknownName, by.span, { name: by.name, nearest: nearest(by.name, known), known }),
    );
    return undefined;
  }
  const syntax = { value: by, at: [], every: undefined, by: [] };
  const own = resolveMeasurement({ name: `tune.${name}`, span: by.span, value: syntax }, context);
  const same = [...measured.values()].find(
    (other) =>
      own &&
      other &&
      JSON.stringify([other.plan.value, other.plan.at, other.plan.by]) ===
        JSON.stringify([own.plan.value, own.plan.at, own.plan.by]),
  );
  return same ?? own;
}

/** Whether candidates can be ordered by a measurement, and may be. */
function isSound(
  name: string,
  by: Expression,
  { name: measurement, span, record, plan }: ResolvedMeasurement,
  { specs, report }: MeasureContext,
): boolean {
  const text = printExpression(by);
  const problem =
    record.unit === undefined
      ? 'it has several parts'
      : plan.at.every((moment) => moment === 'initial')
        ? 'it is not taken at the end of training'
        : undefined;
  if (problem) {
    report(diagnose(notAChoice, by.span, { text, reason: problem }));
    return false;
  }
  const related =
    by.kind === 'name' && by.name === measurement
      ? [{ span, message: `\`${by.name}\` is measured here` }]
      : [];
  const parts = dataOf(plan.value);
  const written = ({ name: data, part }: (typeof parts)[number]) =>
    part === 'all' ? data : `${data}.${part}`;
  const tested = parts.find(
    ({ name: data, part }) => part === 'test' || (part === 'all' && 'test' in specs[data].parts),
  );
  if (tested) {
    report(diagnose(tunedOnTest, by.span, { name, text, data: written(tested) }, { related }));
    return false;
  }
  const other = parts.find(({ part }) => part !== 'validation');
  if (other) report(diagnose(tunedOnTraining, by.span, { name, data: written(other) }, { related }));
  return true;
}

function resolveBest(
  best: TuneSyntax['best'],
  by: Expression,
  { record }: ResolvedMeasurement,
  report: Report,
): Tuned['best'] | undefined {
  if (best?.text === 'max' || best?.text === 'min') return best.text;
  if (!best && record.best) return record.best;
  const data = { text: printExpression(by), found: best?.text };
  report(diagnose(unknownBest, best?.span ?? by.span, data));
  return undefined;
}
