import { canonical } from '../../compiler/plan/canonical.ts';
import type { Moment, Plan, Step } from '../../compiler/plan/plan.ts';
import type { Results } from '../../compiler/plan/results.ts';
import type { Engine } from '../../runtime/engine.ts';
import { sha256 } from '../../runtime/store/sealed.ts';

export interface Shape {
  readonly experiment?: string;
  readonly cells?: number;
  readonly trained?: boolean;
  readonly measurements?: Readonly<Record<string, readonly Moment[]>>;
}

/** A plan of the right form about nothing: cells `c1`, `c2`, …, each trained if asked for, and measured. */
export function fakePlan(shape: Shape = {}): Plan {
  const { experiment = 'fake', cells = 3, trained = true, measurements = { width: ['final'] } } = shape;
  const ids = Array.from({ length: cells }, (_, i) => `c${i + 1}`);
  return {
    crease: 1,
    experiment,
    title: 'A fake',
    about: '',
    profile: 'full',
    seed: 1,
    replicates: cells,
    axes: [],
    data: {},
    variants: [],
    cells: ids.map((id, i) => ({ id, variant: 'base', replicate: i + 1 })),
    measurements: Object.fromEntries(
      Object.entries(measurements).map(([name, at]) => [
        name,
        { value: { is: name }, at, by: [], unit: 'count', title: name, indices: [] },
      ]),
    ),
    claims: {},
    charts: {},
    steps: ids.flatMap((cell) => stepsOf(experiment, cell, trained, Object.keys(measurements))),
  };
}

function stepsOf(experiment: string, cell: string, trained: boolean, measurements: string[]): Step[] {
  const step = (what: string) => {
    const preimage = { is: what, experiment, cell };
    return { key: sha256(canonical(preimage)), cell, preimage, cost: 100 };
  };
  const train = trained ? [{ kind: 'train' as const, ...step('train') }] : [];
  const after = train[0]?.key;
  return [
    ...train,
    ...measurements.map((measurement) => ({
      kind: 'measure' as const,
      measurement,
      after,
      ...step(measurement),
    })),
  ];
}

/** Cohorts of two, and results that list what each record says. */
export const fakeEngine: Engine = {
  module: new URL('./fake-execute.ts', import.meta.url).href,
  cohorts: (_, cells) =>
    Array.from({ length: Math.ceil(cells.length / 2) }, (_, i) => cells.slice(2 * i, 2 * i + 2)),
  collect(plan, source, read): Results {
    const records = plan.steps.map(({ key, cell }) => ({ cell, key, record: read(key) }));
    return {
      ...{ crease: 1, experiment: plan.experiment, title: plan.title, about: '', profile: plan.profile },
      ...{ seed: 1, replicates: plan.replicates, source, axes: [], data: {}, variants: [] },
      ...{ measurements: [], claims: [], charts: [], settings: [] },
      cells: records.map(({ cell, key, record }) => ({
        id: cell,
        variant: 'base',
        replicate: 1,
        outcome: record?.outcome ?? 'missing',
        keys: { key },
        values: { sum: record?.names.includes('value') ? record.array('value').data[0] : null },
      })),
    };
  },
};
