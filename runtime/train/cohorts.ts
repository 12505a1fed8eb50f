import type { Cell, Plan } from '../../compiler/plan/plan.ts';
import { trainsAlone } from '../../compiler/program/alone.ts';
import { cohortKey } from '../../compiler/program/training.ts';
import type { DatasetRecord } from '../../compiler/registry/datasets/dataset.ts';
import { type DatasetName, datasets } from '../../compiler/registry/datasets/index.ts';

/** More side by side are hardly faster a network, and fewer jobs would be left to share among workers. */
const largest = 20;

/**
 * Cells whose programs are equal, in groups that train side by side. A cell's numbers do not depend on
 * who trains beside it, so groups are cut as evenly as suits the work.
 */
export function cohorts(plan: Plan, cells: readonly string[]): readonly (readonly string[])[] {
  const wanted = new Set(cells);
  const keys = new Map(
    plan.variants.map(({ id, network, training }) => [id, training && cohortKey(network, training)]),
  );
  const alone = new Set(
    plan.variants
      .filter(({ network, training }) => training && trainsAlone(network, training))
      .map(({ id }) => id),
  );
  const groups = Map.groupBy(
    plan.cells.filter(({ id }) => wanted.has(id)),
    (cell) => (alone.has(cell.variant) ? cell : `${keys.get(cell.variant)} ${ownData(plan, cell)}`),
  );
  return [...groups.values()].flatMap((group) => evenly(group.map(({ id }) => id)));
}

/** What tells the data that a cell is trained on from that of other replicates, where it depends on the split. */
function ownData({ data, variants, split }: Plan, { variant, replicate }: Cell): string {
  const training = variants.find(({ id }) => id === variant)?.training;
  const source = training && data[training.data.data].source;
  const record: DatasetRecord | undefined = source && datasets[source.is as DatasetName];
  return split !== undefined && record?.usesParts ? `${replicate}` : '';
}

/** As few groups of at most `largest` as possible, but two where each still has several cells. */
function evenly(cells: readonly string[]): string[][] {
  const groups = Math.max(Math.ceil(cells.length / largest), Math.min(2, Math.floor(cells.length / 2)));
  return Array.from({ length: Math.max(groups, 1) }, (_, g) =>
    cells.slice(Math.floor((g * cells.length) / groups), Math.floor(((g + 1) * cells.length) / groups)),
  );
}
