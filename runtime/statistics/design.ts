import type { DataSetting, Plan } from '../../compiler/plan/plan.ts';
import type { Arms } from './quantity.ts';

/** What a claim needs to know of how an experiment is laid out. */
export interface Design {
  /** The arms of each variant, in the order of the plan. */
  readonly variants: readonly Arms[];
  /** The numbers of the replicates. */
  readonly replicates: readonly number[];
  /**
   * Test examples for each training example where every replicate splits the data anew, else 0. Such
   * replicates share examples, so their mean is less certain than that of independent ones.
   */
  readonly overlap: number;
  /** Tuned settings, and on what they were chosen, in words: "validation accuracy". */
  readonly tuned: readonly { readonly name: string; readonly on: string }[];
}

export function designOf(plan: Plan): Design {
  return {
    variants: plan.variants.map(({ arms }) => arms),
    replicates: [...new Set(plan.cells.map(({ replicate }) => replicate))],
    overlap: overlapOf(plan),
    tuned: plan.axes.flatMap(({ name, tuned }) =>
      tuned ? [{ name, on: decidedOn(plan, tuned.measurement) }] : [],
    ),
  };
}

/** A measurement in words, with the part of the data that it looks at. */
function decidedOn({ measurements }: Plan, measurement: string): string {
  const { title, value } = measurements[measurement];
  const settings = Object.values(value) as (DataSetting | string | number | null)[];
  const data = settings.find((setting) => typeof setting === 'object' && setting?.is === 'data');
  const part = (data as DataSetting | undefined)?.part;
  const words: Readonly<Record<string, string>> = { train: 'training ', validation: 'validation ' };
  return `${words[part ?? ''] ?? ''}${title}`;
}

/** Where variants differ, the largest: the most careful. */
export function overlapOf({ split, data, variants }: Plan): number {
  if (split === undefined) return 0;
  const shares = variants.map(({ network, training }) => {
    const { train, test, validation } = data[(training?.data ?? network.input).data].parts;
    return train === undefined ? 0 : (test ?? validation ?? 0) / train;
  });
  return Math.max(0, ...shares);
}
