import type { ResolvedAxis } from '../experiment/axes.ts';
import type { Head } from '../experiment/head.ts';
import type { ResolvedMeasurement } from '../experiment/measure.ts';
import type { Axis, Moved, Plan } from '../plan/plan.ts';
import { cellsOf, stepsOf } from './steps.ts';

/** What the checks found out about an experiment, ready to be lowered. */
export interface Checked
  extends Pick<
    Plan,
    'experiment' | 'title' | 'about' | 'profile' | 'data' | 'variants' | 'claims' | 'charts'
  > {
  readonly head: Head;
  readonly moved: readonly Moved[];
  readonly axes: readonly ResolvedAxis[];
  /** How each tuned setting is chosen. */
  readonly choices: ReadonlyMap<string, Axis['tuned']>;
  readonly measurements: ReadonlyMap<string, ResolvedMeasurement>;
}

/** The plan of a checked experiment: its cells, and the steps behind each with their content keys. */
export function lower(checked: Checked, numerics: string): Plan {
  const { head, axes, choices, measurements, moved, ...said } = checked;
  const cells = cellsOf(said.variants, head.replicates);
  const context = { ...head, numerics, specs: said.data, measurements };
  return {
    crease: 1,
    ...said,
    seed: head.seed,
    replicates: head.replicates.length,
    ...(head.splitPerReplicate ? { split: 'per replicate' } : {}),
    axes: axes.map(({ name, arms }) => ({
      name,
      arms: arms.map((arm) => ({ name: arm.name, text: arm.text })),
      ...(choices.has(name) && { tuned: choices.get(name) }),
    })),
    cells,
    measurements: Object.fromEntries([...measurements].map(([name, { plan }]) => [name, plan])),
    ...(moved.length > 0 && { moved }),
    steps: stepsOf(cells, said.variants, context),
  };
}
