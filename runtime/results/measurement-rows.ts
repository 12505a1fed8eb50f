import type { Plan, RowRequest } from '../../compiler/plan/plan.ts';
import type { Table } from '../../compiler/plan/results.ts';
import { type MeasurementName, measurements } from '../../compiler/registry/measurements/index.ts';
import type { MeasurementRecord } from '../../compiler/registry/measurements/measurement.ts';
import { overlapOf } from '../statistics/design.ts';
import { estimateMean, tInterval } from '../statistics/interval.ts';
import type { Arms } from '../statistics/quantity.ts';
import { reducers } from '../statistics/reduce.ts';
import { reduceOver, type Values } from '../statistics/values.ts';
import type { Found } from './found.ts';
import { rounded } from './round.ts';

export type Row = Readonly<Record<string, string | number | null>>;
type Request = Extract<RowRequest, { kind: 'measurement' }>;

/** Confidence of the intervals that are drawn. */
const confidence = 0.95;

/** What a chart of a measurement shows: each replicate, and for all of them mean and t interval. */
export function measurementRows(found: Found, request: Request): readonly Row[] {
  return combinations(found, request.axes).flatMap((arms) => armRows(found, request, arms));
}

/** Arms as columns of a row: those that are drawn to scale as numbers. */
function columnsOf(arms: Arms, { numbers = [] }: Request): Row {
  return Object.fromEntries(
    Object.entries(arms).map(([axis, arm]) => [axis, numbers.includes(axis) ? Number(arm) : arm]),
  );
}

/** All combinations of arms of some axes that the plan has variants of, in its order. */
export function combinations({ plan }: Found, axes: readonly string[]): readonly Arms[] {
  const arms = plan.variants.map((variant) =>
    Object.fromEntries(axes.map((axis) => [axis, variant.arms[axis]])),
  );
  return [...new Map(arms.map((some) => [JSON.stringify(some), some])).values()];
}

/** One replicate of some arms: its values at each place of the kept indices. */
interface Replicate {
  readonly replicate: number;
  /** Missing where other axes are averaged over. */
  readonly cell?: string;
  readonly values: Float64Array;
}

function armRows(found: Found, request: Request, arms: Arms): Row[] {
  const groups = [...Map.groupBy(found.cells(arms), ({ replicate }) => replicate).values()];
  const places: Row[] = [];
  const replicates: Replicate[] = groups.flatMap((cells) => {
    const all = cells.map((cell) => found.values(cell, request.measurement));
    if (all.includes(undefined)) return [];
    const kept = all.map((values) => keep(values!, request));
    if (places.length === 0) places.push(...placesOf(kept[0]));
    const values = kept[0].values.map(
      (_, i) => kept.reduce((sum, one) => sum + one.values[i], 0) / kept.length,
    );
    return [{ replicate: cells[0].replicate, ...(cells.length === 1 && { cell: cells[0].id }), values }];
  });
  const own = columnsOf(arms, request);
  const shown = request.summariesOnly ? [] : replicates;
  return places.flatMap((place, i) => [
    ...shown.map(({ values, ...replicate }) => ({
      kind: 'replicate',
      ...own,
      ...place,
      value: rounded(values[i]),
      ...replicate,
    })),
    {
      kind: 'summary',
      ...own,
      ...place,
      ...summarized(replicates, i, overlapOf(found.plan)),
      ...(request.quartiles && quartiles(replicates, i)),
      of: groups.length,
    },
  ]);
}

function keep(values: Values, { member, indices }: Request): Values {
  const whole = member === undefined ? values : values.members![member];
  const rest = whole.indices.map(({ name }) => name).filter((name) => !indices.includes(name));
  return rest.length === 0 ? whole : reduceOver(whole, rest, 'mean', {});
}

/** Index values of each entry; what has no values of its own is counted from 1. */
function placesOf({ indices, shape, values }: Values): Row[] {
  return Array.from(values, (_, flat) => {
    const place: Record<string, string | number> = {};
    let rest = flat;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = rest % shape[axis];
      place[indices[axis].name] = indices[axis].values?.[at] ?? at + 1;
      rest = Math.floor(rest / shape[axis]);
    }
    return place;
  });
}

function summarized(replicates: readonly Replicate[], place: number, overlap: number) {
  const estimate = estimateMean(
    Float64Array.from(replicates, ({ values }) => values[place]),
    overlap,
  );
  const { low, high } = estimate.n > 1 ? tInterval(estimate, confidence) : { low: NaN, high: NaN };
  return { value: rounded(estimate.mean), low: rounded(low), high: rounded(high), n: estimate.n };
}

/** Least, most and quartiles of the replicates at one place, for box plots. */
function quartiles(replicates: readonly Replicate[], place: number) {
  const values = Float64Array.from(replicates, (replicate) => replicate.values[place]);
  const at = (share: number) => rounded(reducers.quantile(values, { share }, []));
  return { least: at(0), lower: at(0.25), middle: at(0.5), upper: at(0.75), most: at(1) };
}

/** Title and unit of what is drawn: a measurement, or one part of it. */
export function shownIn(plan: Plan, { measurement, member }: Request): { title: string; unit: string } {
  const { value, title, unit } = plan.measurements[measurement];
  const record: MeasurementRecord = measurements[value.is as MeasurementName];
  return member === undefined ? { title, unit } : record.members[member];
}

/** The summaries as a table: arms, index values, mean, interval and how many replicates. */
export function measurementTable(found: Found, request: Request, rows: readonly Row[]): Table {
  const { plan } = found;
  const { indices } = plan.measurements[request.measurement];
  const { title, unit } = shownIn(plan, request);
  const unitOf = (name: string) => indices.find((index) => index.name === name)?.unit ?? '';
  const names = [...request.axes, ...request.indices];
  return {
    columns: [
      ...request.axes.map((name) => ({ name, title: name, unit: '' })),
      ...request.indices.map((name) => ({ name, title: name, unit: unitOf(name) })),
      { name: 'value', title: title.startsWith('mean ') ? title : `mean ${title}`, unit },
      { name: 'low', title: '95 % interval from', unit },
      { name: 'high', title: 'to', unit },
      { name: 'n', title: 'replicates', unit: 'count' },
    ],
    rows: rows
      .filter(({ kind }) => kind === 'summary')
      .map((row) => [...names, 'value', 'low', 'high', 'n'].map((name) => row[name] ?? null)),
  };
}
