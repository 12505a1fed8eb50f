import { canonical } from '../../compiler/plan/canonical.ts';
import type { Committed, CommittedCell } from '../../compiler/plan/committed.ts';
import type { Chart, Plan } from '../../compiler/plan/plan.ts';
import type { ClaimResult, Results } from '../../compiler/plan/results.ts';
import { type MeasurementName, measurements } from '../../compiler/registry/measurements/index.ts';
import type { MeasurementRecord } from '../../compiler/registry/measurements/measurement.ts';
import { overlapOf } from '../statistics/design.ts';
import { sha256 } from '../store/sealed.ts';
import { rounded } from './round.ts';
import { settingsOfPlan } from './settings.ts';
import { textOf } from './text.ts';

/** What a plan says of itself, before anything is found: every cell is missing. */
export function plannedOf(plan: Plan): Committed {
  const overlap = overlapOf(plan);
  return {
    crease: 1,
    experiment: plan.experiment,
    title: plan.title,
    numerics: numericsOf(plan),
    ...(overlap > 0 && { overlap }),
    ...(plan.moved && { moved: plan.moved }),
    settings: Object.fromEntries(
      settingsOfPlan(plan).flatMap(({ path, value }) => (path === 'profile' ? [] : [[path, value]])),
    ),
    variants: Object.fromEntries(plan.variants.map(({ id, arms }) => [id, arms])),
    cells: plannedCells(plan),
    measurements: mapped(plan.measurements, ({ title, value, unit }) => {
      const { best }: MeasurementRecord = measurements[value.is as MeasurementName];
      return { title, text: textOf(value), unit, ...(best && { best }), means: {} };
    }),
    claims: mapped(plan.claims, ({ says, text, exact, per, unit }) => ({
      ...{ says, text, exact, per, unit, members: [] },
      verdict: 'inconclusive' as const,
    })),
    charts: mapped(plan.charts, (chart) => ({ title: chart.title, definition: definitionOf(chart) })),
  };
}

/** What is committed of an experiment and what it found. */
export function committedOf(plan: Plan, results: Results): Committed {
  const planned = plannedOf(plan);
  const found = new Map(results.cells.map((cell) => [cell.id, cell]));
  const judged = new Map(results.claims.map((claim) => [claim.name, claim]));
  return {
    ...planned,
    cells: mapped(planned.cells, (cell, id) => {
      const { outcome, reason, values } = found.get(id)!;
      return { ...cell, outcome, ...(reason && { reason: firstLine(reason) }), values };
    }),
    measurements: mapped(planned.measurements, (measurement, name) => ({
      ...measurement,
      means: mapped(planned.variants, (_, variant) => meanOf(results, variant, name)),
    })),
    claims: mapped(planned.claims, (claim, name) => ({
      ...claim,
      verdict: judged.get(name)!.verdict,
      members: membersOf(judged.get(name)!),
    })),
  };
}

function plannedCells(plan: Plan): Record<string, CommittedCell> {
  const steps = Map.groupBy(plan.steps, ({ cell }) => cell);
  const cells = plan.cells.map(({ id, variant, replicate }): [string, CommittedCell] => {
    const own = (steps.get(id) ?? []).map((step) => [
      step.kind === 'train' ? 'train' : step.measurement,
      step.key,
    ]);
    return [id, { variant, replicate, outcome: 'missing', keys: Object.fromEntries(own), values: {} }];
  });
  return Object.fromEntries(cells);
}

/** What computes the steps of a plan besides plain double precision. */
function numericsOf({ steps }: Plan): readonly string[] {
  const all = steps.map(({ preimage }) => preimage.numerics);
  const named = all.filter((name) => typeof name === 'string' && name !== 'float64') as string[];
  return [...new Set(named)].sort();
}

function definitionOf({ spec, rows }: Chart): string {
  return sha256(canonical({ spec, rows })).slice(0, 16);
}

function meanOf({ cells }: Results, variant: string, measurement: string) {
  const own = cells.filter((cell) => cell.variant === variant);
  const values = own.flatMap((cell) => cell.values[measurement] ?? []);
  return { mean: rounded(values.reduce((sum, value) => sum + value, 0) / values.length), n: values.length };
}

function membersOf({ members }: ClaimResult): Committed['claims'][string]['members'] {
  return members.map(({ replicates, p, censored, ...member }) => ({
    ...member,
    effect: short(member.effect),
    low: short(member.low),
    high: short(member.high),
  }));
}

/** A reason may go on with a stack, which has places of one machine in it. */
const firstLine = (text: string) => text.split('\n')[0];
const short = (value: number | null) => (value === null ? null : rounded(value));

function mapped<T, U>(
  of: Readonly<Record<string, T>>,
  to: (value: T, name: string) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, to(value, name)]));
}
