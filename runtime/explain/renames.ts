import type { Moved, Plan } from '../../compiler/plan/plan.ts';
import type { Results } from '../../compiler/plan/results.ts';
import { keysOf, nameOfStep } from './previous.ts';

/** A cell of older results and one of the plan that have content keys in common: the same work. */
interface Same {
  readonly before: Readonly<Record<string, string>>;
  readonly now: Readonly<Record<string, string>>;
  readonly keysBefore: Readonly<Record<string, string>>;
  readonly keysNow: Readonly<Record<string, string>>;
}

/**
 * Names of older results that the plan has not, where the work behind them goes by another name now: content
 * keys have no names in them, so that equal keys tell. What the plan says to be renamed is no news.
 */
export function likelyRenames(plan: Plan, results: Results): Moved[] {
  const known = keysOf(results, plan);
  if (plan.steps.every((step) => known(step.cell, nameOfStep(step)) !== undefined)) return [];
  const same = sameCells(plan, results);
  const axes = plan.axes.map(({ name }) => name);
  const axesBefore = results.axes.map(({ name }) => name);
  const renamedAxes = axesBefore
    .filter((name) => !axes.includes(name))
    .flatMap((from): Moved[] => {
      const to = axes.find((axis) => !axesBefore.includes(axis) && isSameAxis(same, from, axis));
      return to === undefined ? [] : [{ kind: 'axis', from, to }];
    });
  const arms = axes.flatMap((axis) => {
    const before = renamedAxes.find(({ to }) => to === axis)?.from ?? axis;
    return renamedArms(same, before, axis);
  });
  return [...renamedAxes, ...arms, ...renamedMeasurements(same, plan, results)];
}

function sameCells(plan: Plan, results: Results): Same[] {
  const arms = new Map(results.variants.map(({ id, arms }) => [id, arms]));
  const owners = new Map(
    results.cells.flatMap((cell) =>
      Object.values(cell.keys).map((key): [string, typeof cell] => [key, cell]),
    ),
  );
  const variants = new Map(plan.variants.map((variant) => [variant.id, variant.arms]));
  const steps = Map.groupBy(plan.steps, ({ cell }) => cell);
  return plan.cells.flatMap(({ id, variant }) => {
    const own = steps.get(id) ?? [];
    const owner = own.map(({ key }) => owners.get(key)).find((found) => found !== undefined);
    const before = owner && arms.get(owner.variant);
    if (!owner || !before) return [];
    const keysNow = Object.fromEntries(own.map((step) => [nameOfStep(step), step.key]));
    return [{ before, now: variants.get(variant)!, keysBefore: owner.keys, keysNow }];
  });
}

/** Whether the arms of one axis are those of the other, one by one, in all cells. */
function isSameAxis(same: readonly Same[], from: string, to: string): boolean {
  return same.length > 0 && pairs(same, from, to) !== undefined;
}

function renamedArms(same: readonly Same[], from: string, to: string): Moved[] {
  const now = new Set(same.map((cell) => cell.now[to]));
  return [...(pairs(same, from, to) ?? [])]
    .filter(([before, after]) => before !== after && !now.has(before))
    .map(([before, after]) => ({ kind: 'arm', axis: to, from: before, to: after }));
}

/** Arms of now by arms of before; undefined where one of either has two counterparts. */
function pairs(same: readonly Same[], from: string, to: string): Map<string, string> | undefined {
  const forward = new Map<string, string>();
  const backward = new Map<string, string>();
  for (const { before, now } of same) {
    const [old, next] = [before[from], now[to]];
    if (old === undefined || next === undefined) return undefined;
    if ((forward.get(old) ?? next) !== next || (backward.get(next) ?? old) !== old) return undefined;
    forward.set(old, next);
    backward.set(next, old);
  }
  return forward;
}

function renamedMeasurements(same: readonly Same[], plan: Plan, results: Results): Moved[] {
  const before = results.measurements.map(({ name }) => name).filter((name) => !(name in plan.measurements));
  const known = new Set(results.measurements.map(({ name }) => name));
  const now = Object.keys(plan.measurements).filter((name) => !known.has(name));
  return before.flatMap((from): Moved[] => {
    const to = now.find((name) => same.some((cell) => cell.keysBefore[from] === cell.keysNow[name]));
    return to === undefined ? [] : [{ kind: 'measurement', from, to }];
  });
}

/** The experiment that results of another name are of: one whose file is gone and most of whose work is this plan's. */
export function renamedExperiment(plan: Plan, others: readonly Results[]): Moved | undefined {
  const keys = new Set(plan.steps.map(({ key }) => key));
  const shared = (results: Results) => {
    const all = results.cells.flatMap((cell) => Object.values(cell.keys));
    return all.filter((key) => keys.has(key)).length / Math.max(all.length, 1);
  };
  const best = others
    .map((results) => ({ results, share: shared(results) }))
    .sort((a, b) => b.share - a.share)[0];
  if (!best || best.share < 0.5) return undefined;
  return { kind: 'experiment', from: best.results.experiment, to: plan.experiment };
}
