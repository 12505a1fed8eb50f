import type { LayerSpec, Measurement, Plan, Step } from '../../../compiler/plan/plan.ts';
import type { NpyArray, ReadRecord, StoredRecord } from '../../../runtime/store/record.ts';

const scores: Measurement = {
  value: { is: 'accuracy', points: { is: 'data', name: 'corners', part: 'all' } },
  at: [{ every: 10 }],
  by: [],
  unit: 'probability',
  title: 'accuracy',
  indices: [{ name: 'step', unit: 'steps', values: [0, 10] }],
};
const cells: Measurement = {
  value: { is: 'partition', window: { is: 'box', low: [-1, -1], high: [1, 1] }, merge_within: 0 },
  at: ['initial'],
  by: [],
  unit: 'one',
  title: 'partition',
  indices: [],
};
const layers = (start: string, initial: string): readonly LayerSpec[] => [
  { path: '0', layer: { is: 'dense', units: 3, weights: { is: 'he' }, bias: null }, input: [2], output: [3] },
  { path: '1', layer: { is: start, initial: { is: initial } }, input: [3], output: [3] },
  { path: '2', layer: { is: 'relu' }, input: [3], output: [3] },
];
const arms = ['a', 'b'];
const replicates = [1, 2, 3];
const cellOf = (arm: string, replicate: number) => `start=${arm},replicate=${replicate}`;
const keyOf = (arm: string, replicate: number, what: string) => `${arm}${replicate}${what}`;

/** Two arms, three replicates, two measurements; what was measured is in `found`. */
export const plan: Plan = {
  crease: 1,
  experiment: 'small',
  title: 'Small',
  about: 'Worked out by hand.',
  profile: '',
  seed: 5,
  replicates: 3,
  axes: [{ name: 'start', arms: arms.map((name) => ({ name, text: `bias(${name})` })) }],
  data: {
    corners: {
      source: { is: 'two_moons', count: 4, noise: 0, test: 0, validation: 0 },
      shape: [2],
      classes: 2,
      parts: { all: 4 },
    },
  },
  variants: arms.map((arm) => ({
    id: `start=${arm}`,
    arms: { start: arm },
    network: {
      input: { data: 'corners', part: 'all' },
      shape: [2],
      layers: layers('bias', arm === 'a' ? 'zeros' : 'ones'),
    },
  })),
  cells: arms.flatMap((arm) =>
    replicates.map((replicate) => ({ id: cellOf(arm, replicate), variant: `start=${arm}`, replicate })),
  ),
  measurements: { scores, cells },
  claims: {
    better: {
      says: 'b is better.',
      text: 'mean(scores, over = step)[start = b] > mean(scores, over = step)[start = a]',
      expect: { kind: 'compare', operator: '>', left: meanScore('b'), right: meanScore('a') },
      exact: true,
      per: [],
      unit: 'probability',
    },
    open: {
      says: 'No arm is chosen.',
      text: 'cells.regions > 1',
      expect: {
        kind: 'compare',
        operator: '>',
        left: { op: 'measurement', name: 'cells', member: 'regions' },
        right: { op: 'literal', value: 1 },
      },
      exact: true,
      per: [],
      unit: 'count',
    },
  },
  charts: {
    curves: {
      title: 'Curves',
      spec: { mark: 'line' },
      rows: { kind: 'measurement', measurement: 'scores', indices: ['step'], axes: ['start'] },
    },
    pictures: {
      title: 'Pictures',
      spec: { mark: 'rule' },
      rows: {
        kind: 'partition',
        measurement: 'cells',
        overlay: { data: 'corners', part: 'all' },
        axes: ['start'],
        replicate: 1,
      },
    },
  },
  steps: arms.flatMap((arm) =>
    replicates.flatMap((replicate) => ['scores', 'cells'].map((name) => stepOf(arm, replicate, name))),
  ),
};

function meanScore(arm: string) {
  return {
    op: 'select' as const,
    where: { start: arm },
    of: {
      op: 'statistic' as const,
      name: 'mean',
      over: ['step'],
      of: { op: 'measurement' as const, name: 'scores' },
      settings: {},
    },
  };
}

function stepOf(arm: string, replicate: number, measurement: string): Step {
  const key = keyOf(arm, replicate, measurement);
  return {
    kind: 'measure',
    key,
    cell: cellOf(arm, replicate),
    cost: 1,
    preimage: { is: 'measure' },
    measurement,
  };
}

const numbers = (shape: number[], ...values: number[]): NpyArray => ({
  shape,
  data: Float64Array.from(values),
});
const picture = (regions: number) => ({
  regions: numbers([], regions),
  regions_after: numbers([1], regions),
  mean_area: numbers([], 4 / regions),
  segments: numbers([1, 6], -1, 0.123456789, 1, 0.5, 1, 2),
  areas: numbers([regions], ...Array.from({ length: regions }, () => 4 / regions)),
});

/** Arm a scores .25 then .5, .6, .7; arm b .1 more at the end; replicate 3 of b has failed. */
const found: Readonly<Record<string, Readonly<Record<string, NpyArray>>>> = {
  a1scores: { value: numbers([2], 0.25, 0.5) },
  a2scores: { value: numbers([2], 0.25, 0.6) },
  a3scores: { value: numbers([2], 0.25, 0.7) },
  b1scores: { value: numbers([2], 0.25, 0.6) },
  b2scores: { value: numbers([2], 0.25, 0.7) },
  ...Object.fromEntries(
    arms.flatMap((arm) => replicates.map((r) => [keyOf(arm, r, 'cells'), picture(r + 1)])),
  ),
};

export const read: ReadRecord = (key) => {
  const arrays = found[key];
  if (arrays === undefined && key !== 'b3scores') return undefined;
  const record: StoredRecord = {
    key,
    preimage: { is: 'measure' },
    outcome: arrays === undefined ? 'failed' : 'done',
    reason: arrays === undefined ? 'no memory' : undefined,
    certificate: {},
    names: Object.keys(arrays ?? {}),
    array: (name) => arrays[name],
    weights: () => undefined,
  };
  return record;
};
