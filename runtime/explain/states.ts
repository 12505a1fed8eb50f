import type { Plan, Step } from '../../compiler/plan/plan.ts';
import type { Lease } from '../store/leases.ts';
import type { ReadRecord } from '../store/record.ts';

/** How a cell stands: `partial` has some of its steps. */
export type CellState = 'done' | 'diverged' | 'failed' | 'running' | 'partial' | 'missing';

export interface CellStatus {
  readonly cell: string;
  readonly state: CellState;
  /** Steps that are sealed, of how many. */
  readonly sealed: number;
  readonly steps: number;
  /** Why, where it failed or diverged. */
  readonly reason?: string;
  /** Who runs it. */
  readonly by?: { readonly host: string; readonly pid: number };
}

/** How each cell of a plan stands: what is sealed, what failed, and what a run holds a lease on. */
export function statusOf(plan: Plan, read: ReadRecord, leases: readonly Lease[]): CellStatus[] {
  const holders = new Map(leases.filter(({ ended }) => !ended).map(({ key, holder }) => [key, holder]));
  const steps = Map.groupBy(plan.steps, ({ cell }) => cell);
  return plan.cells.map(({ id }) => statusOfCell(id, steps.get(id) ?? [], read, holders));
}

function statusOfCell(
  cell: string,
  steps: readonly Step[],
  read: ReadRecord,
  holders: ReadonlyMap<string, Lease['holder']>,
): CellStatus {
  const records = steps.map(({ key }) => read(key));
  const sealed = records.filter((record) => record && record.outcome !== 'failed').length;
  const held = steps.find(({ key }, i) => records[i]?.outcome !== 'done' && holders.has(key));
  const holder = held && holders.get(held.key);
  const bad = (['failed', 'diverged'] as const).flatMap(
    (outcome) => records.find((record) => record?.outcome === outcome) ?? [],
  )[0];
  const open = sealed === 0 ? 'missing' : 'partial';
  const state = held ? 'running' : (bad?.outcome ?? (sealed === steps.length ? 'done' : open));
  return {
    ...{ cell, state, sealed, steps: steps.length },
    ...(!held && bad?.reason && { reason: bad.reason }),
    ...(holder && { by: { host: holder.host, pid: holder.pid } }),
  };
}
