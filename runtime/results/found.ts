import type { Cell, MeasureStep, Plan, Step } from '../../compiler/plan/plan.ts';
import type { Outcome, TunedResult } from '../../compiler/plan/results.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import { factsOf } from '../../compiler/registry/measurements/facts.ts';
import { type MeasurementName, measurements } from '../../compiler/registry/measurements/index.ts';
import { isMeasured, type MeasurementRecord } from '../../compiler/registry/measurements/measurement.ts';
import { variantOf } from '../measure/evaluators.ts';
import type { Arms, Lookup } from '../statistics/quantity.ts';
import { NoValue, type ValueIndex, type Values } from '../statistics/values.ts';
import type { NpyArray, ReadRecord, StoredRecord } from '../store/record.ts';
import { Choices } from './tuned.ts';

/** What the records say of a plan, cell by cell. */
export interface Found {
  readonly plan: Plan;
  /** A cell's steps, its training first. */
  readonly steps: (cell: Cell) => readonly Step[];
  readonly outcome: (cell: Cell) => { readonly outcome: Outcome; readonly reason?: string };
  /** A measurement's record; undefined where it is missing, failed or diverged. */
  readonly record: (cell: Cell, measurement: string) => StoredRecord | undefined;
  /** What a measurement found in a cell; undefined where there is no such record. */
  readonly values: (cell: Cell, measurement: string) => Values | undefined;
  /** Cells of some arms; of tuned settings that these leave open, the chosen candidate. */
  readonly cells: (arms: Arms) => readonly Cell[];
  /** What was chosen for each combination of the axes that are not tuned. */
  readonly choices: readonly TunedResult[];
}

/** Opens the records of a plan; each is read once. */
export function openFound(plan: Plan, read: ReadRecord): Found {
  const byCell = Map.groupBy(plan.steps, ({ cell }) => cell);
  const records = new Map(plan.steps.map(({ key }) => [key, read(key)]));
  const known = new Map<string, Values>();
  const steps = (cell: Cell) => byCell.get(cell.id) ?? [];
  const record = (cell: Cell, measurement: string) => {
    const own = (step: Step): step is MeasureStep =>
      step.kind === 'measure' && step.measurement === measurement;
    const stored = records.get(steps(cell).find(own)?.key ?? '');
    return stored?.outcome === 'done' ? stored : undefined;
  };
  const values = (cell: Cell, measurement: string) => {
    const stored = record(cell, measurement);
    if (stored === undefined) return undefined;
    const name = `${cell.id} ${measurement}`;
    if (!known.has(name)) known.set(name, valuesOf(plan, cell, measurement, stored));
    return known.get(name);
  };
  const outcome = (cell: Cell) => worst(steps(cell).map(({ key }) => records.get(key)));
  const choices = new Choices(plan, {
    score: (cell, measurement) => {
      const measured = values(cell, measurement);
      return measured && summaryOf(measured);
    },
    diverged: (cell) => outcome(cell).outcome === 'diverged',
  });
  const cells = (arms: Arms) =>
    plan.cells.filter((cell) => {
      const own = variantOf(plan, cell).arms;
      const meant = Object.entries(arms).every(([axis, arm]) => own[axis] === arm);
      return meant && choices.isChosen(cell, arms);
    });
  return { plan, steps, outcome, record, values, cells, choices: choices.all() };
}

/** Finds for a claim what a measurement found; arms that are left open must not matter. */
export function lookupIn(found: Found): Lookup {
  const known = new Map<string, Map<number, Cell[]>>();
  const byReplicate = (arms: Arms) => {
    const name = JSON.stringify(arms);
    const cells = known.get(name) ?? Map.groupBy(found.cells(arms), (cell) => cell.replicate);
    known.set(name, cells);
    return cells;
  };
  return (measurement, arms, replicate) => {
    const cells = byReplicate(arms).get(replicate) ?? [];
    if (cells.length > 1) {
      const open = found.plan.axes.map(({ name }) => name).filter((name) => !(name in arms));
      throw new NoValue(
        `${measurement} was taken for several arms of ${open.join(' and ')}: select one, as in ${measurement}[${open[0]} = …], or name the axis in per:`,
      );
    }
    return cells.length === 0 ? undefined : found.values(cells[0], measurement);
  };
}

function worst(records: readonly (StoredRecord | undefined)[]): { outcome: Outcome; reason?: string } {
  for (const outcome of ['failed', 'diverged'] as const) {
    const record = records.find((candidate) => candidate?.outcome === outcome);
    if (record !== undefined) return { outcome, reason: record.reason };
  }
  return { outcome: records.includes(undefined) ? 'missing' : 'done' };
}

/** The arrays of a record with the names of their indices. */
function valuesOf(plan: Plan, cell: Cell, name: string, record: StoredRecord): Values {
  const { value, indices } = plan.measurements[name];
  const registered: MeasurementRecord = measurements[value.is as MeasurementName];
  const facts = factsOf(variantOf(plan, cell).network, 0);
  const moments = indices.filter((index) => index.name === 'at' || index.name === 'step');
  const measured = Object.entries(registered.members).filter(([, member]) =>
    isMeasured(member, settingsOf(value)),
  );
  const members = measured.map(([member, { indices: own }]): [string, Values] => [
    member,
    named(record.array(member), [...moments, ...own(facts)]),
  ]);
  if (members.length === 0) return named(record.array('value'), indices);
  return { ...members[0][1], members: Object.fromEntries(members) };
}

function named({ shape, data }: NpyArray, indices: readonly ValueIndex[]): Values {
  return { indices, shape, values: Float64Array.from(data) };
}

/** One number for a result: the mean over its indices, at its last moment. */
export function summaryOf({ indices, shape, values }: Values): number {
  const byMoment = indices.length > 0 && (indices[0].name === 'at' || indices[0].name === 'step');
  const last = byMoment ? values.subarray(values.length - values.length / shape[0]) : values;
  return last.reduce((sum, value) => sum + value, 0) / last.length;
}
