import { describe, expect, it } from 'vitest';
import type { Setting } from '../../../../compiler/plan/plan.ts';
import { settingsOf } from '../../../../compiler/registry/construct.ts';
import type { Backend } from '../../../../runtime/job.ts';
import { probeNative } from '../../../../runtime/tensorflow/probe.ts';
import { construct } from '../../../support/construct.ts';
import {
  batchNormalized,
  batchRenormalized,
  byExample,
  byRunning,
  type TrainingStep,
} from './direct-normalizations.ts';
import {
  differences,
  dot,
  type Examples,
  given,
  pack,
  pass,
  type Setup,
  type Table,
  unpack,
} from './one-layer.ts';

const vector = [6];
const image = [2, 2, 6];

/** A layer's definition: what comes out, and what buffers become, with constants taken at `at`. */
type Direct = (x: Examples, step: TrainingStep, at: Examples) => { y: Examples; updates: Table };

const alone = (y: Examples) => ({ y, updates: {} });
const channelsOf = (x: Examples) => x[0][0].length;
const definitions: Readonly<Record<string, Direct>> = {
  batch_norm: batchNormalized,
  batch_renorm: batchRenormalized,
  layer_norm: (x, { settings, variables }) => alone(byExample(x, 1, settings.epsilon as number, variables)),
  group_norm: (x, { settings, variables }) =>
    alone(byExample(x, settings.groups as number, settings.epsilon as number, variables)),
  instance_norm: (x, { settings, variables }) =>
    alone(byExample(x, channelsOf(x), settings.epsilon as number, variables)),
};

interface Case {
  readonly is: keyof typeof definitions;
  readonly settings?: Readonly<Record<string, Setting>>;
  readonly seen?: number;
  readonly taken?: number;
  readonly shapes?: readonly (readonly number[])[];
}
const norm = (settings: Readonly<Record<string, Setting>>, more: Partial<Case> = {}): Case => ({
  is: 'batch_norm',
  settings,
  ...more,
});

/** Batches of 6; every setting alone, and those that meet. */
const cases: Readonly<Record<string, Case>> = {
  'batch norm': norm({}),
  'batch norm without epsilon': norm({ epsilon: 0 }),
  'batch norm with fixed gamma': norm({ gamma: null }),
  'batch norm with fixed beta': norm({ beta: null }),
  'batch norm with neither': norm({ gamma: null, beta: null }),
  'centring only': norm({ scale: false }),
  'scaling only': norm({ centre: false, epsilon: 0.1 }),
  'an unbiased running variance': norm({ unbiased: true, momentum: 0.5 }),
  'ghost batches': norm({ batch: 2, epsilon: 0.1 }),
  'ghost batches without epsilon, unbiased': norm({ batch: 3, epsilon: 0, unbiased: true }),
  'statistics over more examples': norm({ batch: 9 }, { seen: 9 }),
  'statistics of the batch beside one over more': norm({}, { seen: 9 }),
  'ghost batches beside one over more': norm({ batch: 3 }, { seen: 9 }),
  'running statistics in training': norm({ statistics: 'running' }),
  'running statistics, centring only': norm({ statistics: 'running', scale: false }),
  'before statistics freeze': norm({ freeze_after: 3 }, { taken: 2 }),
  'once statistics are frozen': norm({ freeze_after: 3 }, { taken: 3 }),
  'statistics frozen from the start': norm({ freeze_after: 0 }),
  'ghost batches once frozen': norm({ freeze_after: 3, batch: 2 }, { taken: 7 }),
  'rigid noise': norm({ rigid_noise: 5 }),
  'rigid noise in ghost batches': norm({ rigid_noise: 5, batch: 3 }),
  'rigid noise on running statistics': norm({ rigid_noise: 5, statistics: 'running' }),
  'rigid noise on statistics over more examples': norm({ rigid_noise: 5, batch: 8 }, { seen: 8 }),
  'independent noise': norm({ independent_noise: 4 }),
  'independent noise in ghost batches': norm({ independent_noise: 4, batch: 3 }),
  'independent noise on frozen statistics': norm({ independent_noise: 4, freeze_after: 0 }),
  'both kinds of noise, without epsilon': norm({ independent_noise: 2, rigid_noise: 9, epsilon: 0 }),
  'batch renorm': { is: 'batch_renorm' },
  'batch renorm, cut off': { is: 'batch_renorm', settings: { r_max: 1.1, d_max: 0.05, epsilon: 0 } },
  'batch renorm as batch norm': { is: 'batch_renorm', settings: { r_max: 1, d_max: 0 } },
  'batch renorm beside one over more': { is: 'batch_renorm', seen: 9 },
  'layer norm': { is: 'layer_norm' },
  'layer norm without epsilon and beta': { is: 'layer_norm', settings: { epsilon: 0, beta: null } },
  'group norm': { is: 'group_norm', settings: { groups: 2 } },
  'group norm without gamma': { is: 'group_norm', settings: { groups: 2, gamma: null, epsilon: 0.1 } },
  'instance norm': { is: 'instance_norm', shapes: [image] },
  'instance norm without epsilon': { is: 'instance_norm', settings: { epsilon: 0 }, shapes: [image] },
};
const table = Object.entries(cases).flatMap(([name, one]) =>
  (one.shapes ?? [vector, image]).map((shape) => {
    const { is, settings, seen = 6, taken = 0 } = one;
    const setup: Setup = { layer: construct(is, settings), shape, mode: 'train', seen, batch: 6, taken };
    return [`${name}, ${shape.length === 1 ? 'vectors' : 'images'}`, setup] as const;
  }),
);

const native = await probeNative();
const backends: readonly Backend[] = [...(native.available ? ['tensorflow' as const] : []), 'wasm'];

function expectClose(found: readonly number[], expected: readonly number[], tolerance: number, what: string) {
  expect(found.length, what).toBe(expected.length);
  const scale = Math.max(1, ...expected.map(Math.abs));
  const worst = Math.max(...found.map((value, i) => Math.abs(value - expected[i])));
  expect(worst / scale, what).toBeLessThan(tolerance);
}

describe.each(table)('%s', (_, setup) => {
  const { shape, batch, taken, layer } = setup;
  const direct = definitions[layer.is];
  const settings = settingsOf(layer);
  const inputs = given(setup);

  it('agrees with a direct loop, forward, backward and in what it keeps', async () => {
    const passed = await pass(setup, inputs);
    inputs.forEach(({ x, weights, variables }, m) => {
      const { y, slopes, updates, drawn } = passed[m];
      const at = unpack(x, shape);
      const step = { settings, drawn, batch, taken };
      const run = (x: readonly number[], variables: Table) =>
        direct(unpack(x, shape), { ...step, variables }, at);
      const expected = run(x, variables);
      // Some fifty roundings of numbers around one.
      expectClose(y, pack(expected.y), 1e-13, 'y');
      for (const [name, values] of Object.entries(expected.updates))
        expectClose(updates[name], values, 1e-13, name);
      expect(Object.keys(updates)).toEqual(Object.keys(expected.updates));
      // Central differences: h² f‴ / 6 with h = 3e-6 stays below 1e-7 for third derivatives up to 1e4, and rounding below 1e-9.
      const slope = (f: (values: readonly number[]) => Examples, values: readonly number[]) =>
        differences((moved) => dot(pack(f(moved)), weights), values);
      expectClose(
        slopes.x,
        slope((moved) => run(moved, variables).y, x),
        1e-7,
        'slope of x',
      );
      for (const name of Object.keys(slopes).filter((name) => name !== 'x'))
        expectClose(
          slopes[name],
          slope((moved) => run(x, { ...variables, [name]: moved }).y, variables[name]),
          1e-7,
          `slope of ${name}`,
        );
    });
  });

  it.each(backends)('agrees with it on %s', async (backend) => {
    const [exact, found] = [await pass(setup, inputs), await pass(setup, inputs, backend)];
    exact.forEach(({ y, slopes, updates }, m) => {
      // Single precision rounds by 6e-8; divisions by spreads down to some 0.1 enlarge sums of a hundred roundings.
      expectClose(found[m].y, y, 2e-5, 'y');
      for (const name of Object.keys(slopes)) expectClose(found[m].slopes[name], slopes[name], 5e-5, name);
      for (const name of Object.keys(updates)) expectClose(found[m].updates[name], updates[name], 2e-6, name);
    });
  });
});

describe('evaluation mode', () => {
  const evaluated = table.filter(([, { layer }]) => layer.is.startsWith('batch'));
  it.each(evaluated)('of %s uses running statistics as they are, without noise', async (_, setup) => {
    const evaluating: Setup = { ...setup, mode: 'evaluate', seen: 6 };
    const inputs = given(evaluating);
    const passed = await pass(evaluating, inputs);
    inputs.forEach(({ x, variables }, m) => {
      const expected = byRunning(unpack(x, setup.shape), settingsOf(setup.layer), variables);
      expectClose(passed[m].y, pack(expected), 1e-13, 'y');
      expect(passed[m].updates).toEqual({});
    });
  });
});

describe('a unit that is constant over the batch', () => {
  const constant = (is: string, settings: Readonly<Record<string, Setting>>, shape: readonly number[]) => {
    const layer = construct(is, { epsilon: 0, gamma: null, beta: null, ...settings });
    const setup: Setup = { layer, shape, mode: 'train', seen: 6, batch: 6, taken: 0 };
    // A sum of six of these numbers is no multiple of one in binary.
    return [setup, given(setup).map((one) => ({ ...one, x: one.x.map(() => 0.1) }))] as const;
  };
  const places = [...backends, 'reference' as const].flatMap((backend) =>
    [
      ['batch_norm', {}, vector] as const,
      ['batch_norm', { batch: 3 }, image] as const,
      ['layer_norm', {}, vector] as const,
      ['group_norm', { groups: 2 }, image] as const,
      ['instance_norm', {}, image] as const,
    ].map(([is, settings, shape]) => ({ backend, is, settings, shape })),
  );
  it.each(places)(
    'is only centred without epsilon: $is on $backend',
    async ({ backend, is, settings, shape }) => {
      const [setup, inputs] = constant(is, settings, shape);
      for (const { y, slopes } of await pass(setup, inputs, backend)) {
        expect(Math.max(...y.map(Math.abs))).toBe(0);
        expect(slopes.x.every(Number.isFinite)).toBe(true);
      }
    },
  );
});

describe('dropout', () => {
  const setup: Setup = {
    layer: construct('dropout', { rate: 0.3 }),
    shape: image,
    mode: 'train',
    seen: 6,
    batch: 6,
    taken: 0,
  };

  it.each([...backends, 'reference' as const])(
    'keeps what it draws, divided by its share, on %s',
    async (on) => {
      const inputs = given(setup);
      const passed = await pass(setup, inputs, on);
      inputs.forEach(({ x, weights }, m) => {
        const { y, slopes, drawn } = passed[m];
        expect(new Set(drawn.keep)).toEqual(new Set([0, 1]));
        const tolerance = on === 'reference' ? 1e-15 : 2e-7;
        expectClose(
          y,
          x.map((value, i) => (value * drawn.keep[i]) / 0.7),
          tolerance,
          'y',
        );
        expectClose(
          slopes.x,
          weights.map((value, i) => (value * drawn.keep[i]) / 0.7),
          tolerance,
          'slope',
        );
      });
    },
  );

  it('changes nothing in evaluation mode, and nothing with a rate of 0', async () => {
    for (const one of [
      { ...setup, mode: 'evaluate' as const },
      { ...setup, layer: construct('dropout', { rate: 0 }) },
    ]) {
      const inputs = given(one);
      const passed = await pass(one, inputs);
      expect(passed.map(({ y }) => y)).toEqual(inputs.map(({ x }) => x));
      expect(passed[0].drawn).toEqual({});
    }
  });
});

describe('weights that are split into lengths and directions', () => {
  const layers = {
    dense: { layer: construct('dense', { units: 3, weight_norm: true, bias: null }), shape: vector },
    conv2d: {
      layer: construct('conv2d', { filters: 3, size: 2, weight_norm: true, bias: null }),
      shape: image,
    },
  };

  it.each(Object.entries(layers))('multiply by g v / ‖v‖, forward and backward: %s', async (is, own) => {
    const setup: Setup = { ...own, mode: 'train', seen: 3, batch: 3, taken: 0 };
    const whole: Setup = { ...setup, layer: { ...own.layer, weight_norm: false } };
    const inputs = given(setup);
    const passed = await pass(setup, inputs);
    const lengthsOf = (weights: readonly number[]) =>
      [0, 1, 2].map((k) => {
        const row = weights.slice((k * weights.length) / 3, ((k + 1) * weights.length) / 3);
        return Math.sqrt(row.reduce((sum, w) => sum + w * w, 0));
      });
    /** The weights written out, for the layer without the setting. */
    const effective = ({ weights, lengths }: Table) => {
      const own = lengthsOf(weights);
      return weights.map((w, i) => {
        const k = Math.floor((3 * i) / weights.length);
        return (w * lengths[k]) / own[k];
      });
    };
    const plain = await pass(
      whole,
      inputs.map((one) => ({ ...one, variables: { weights: effective(one.variables) } })),
    );
    for (const [m, { variables }] of inputs.entries()) {
      expectClose(passed[m].y, plain[m].y, 1e-13, is);
      // The slope by the weights written out is known; by the chain rule it gives those by length and vector.
      const slope = plain[m].slopes.weights;
      for (const name of ['weights', 'lengths'])
        expectClose(
          passed[m].slopes[name],
          differences((moved) => dot(slope, effective({ ...variables, [name]: moved })), variables[name]),
          1e-8,
          name,
        );
      // A step along v is orthogonal to v.
      const each = variables.weights.length / 3;
      for (let k = 0; k < 3; k++) {
        const row = (values: readonly number[]) => values.slice(k * each, (k + 1) * each);
        expect(Math.abs(dot(row(passed[m].slopes.weights), row(variables.weights)))).toBeLessThan(1e-12);
      }
    }
  });
});
