import { expect, it } from 'vitest';
import { Builder } from '../../../../compiler/program/build.ts';
import { gradients } from '../../../../compiler/program/differentiate.ts';
import type { Ref } from '../../../../compiler/program/program.ts';
import { settingsOf } from '../../../../compiler/registry/construct.ts';
import { layers } from '../../../../compiler/registry/layers/index.ts';
import type { LayerRecord } from '../../../../compiler/registry/layers/layer.ts';
import { type Backend, openSession } from '../../../../runtime/tensorflow/executor.ts';
import { probeNative } from '../../../../runtime/tensorflow/probe.ts';
import { construct } from '../../../support/construct.ts';

const native = await probeNative();
const singles: readonly Backend[] = [...(native.available ? ['tensorflow' as const] : []), 'wasm', 'cpu'];
const { exp } = Math;

/** The standard normal distribution function, by its series (Abramowitz & Stegun 26.2.11). */
function normalShare(u: number): number {
  let [sum, term] = [0, u];
  for (let n = 0; n < 200; n++) {
    sum += term;
    term *= (u * u) / (2 * n + 3);
  }
  return 0.5 + (sum * exp((-u * u) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Settings, and the definition. */
const activations: Readonly<
  Record<string, readonly [Readonly<Record<string, number>>, (u: number) => number]>
> = {
  absolute: [{}, (u) => Math.abs(u)],
  elu: [{ alpha: 0.7 }, (u) => (u > 0 ? u : 0.7 * (exp(u) - 1))],
  gelu: [{}, (u) => u * normalShare(u)],
  hard_tanh: [{ low: -0.5, high: 2 }, (u) => Math.min(Math.max(u, -0.5), 2)],
  leaky_relu: [{ slope: 0.2 }, (u) => (u > 0 ? u : 0.2 * u)],
  relu: [{}, (u) => Math.max(0, u)],
  relu6: [{}, (u) => Math.min(Math.max(0, u), 6)],
  sigmoid: [{}, (u) => 1 / (1 + exp(-u))],
  silu: [{}, (u) => u / (1 + exp(-u))],
  softplus: [{}, (u) => Math.log(1 + exp(u))],
  tanh: [{}, (u) => (exp(2 * u) - 1) / (exp(2 * u) + 1)],
};

it('every activation of the registry is here', () => {
  const known = Object.values<LayerRecord>(layers).filter(({ kind }) => kind === 'activation');
  expect(known.map(({ name }) => name).sort()).toEqual(Object.keys(activations));
});

/** Values and slopes of an activation at `points`. */
async function at(name: string, points: readonly number[], backend: Backend) {
  const layer = construct(name, activations[name][0]);
  const build = new Builder();
  const x = build.input('x', [1, 1, points.length]);
  const none = () => {
    throw new Error('an activation has no variables');
  };
  const place = { build, mode: 'train', variable: none, update: none } as unknown;
  const record = layers[name as keyof typeof layers] as LayerRecord;
  const y = record.lower(place as Parameters<LayerRecord['lower']>[0], x, settingsOf(layer), [] as Ref[]);
  const [slope] = gradients(build, build.sum(y, [0, 1, 2]), [x]);
  const program = build.program({ call: { inputs: { x }, outputs: { y, slope }, updates: {} } });
  const session = await openSession(program, backend);
  const found = session.call('call', { x: points });
  session.dispose();
  return found;
}

/** On both sides of every crease, none on one, and where terms cancel. */
const points = [-4.3, -2, -1.1, -0.51, -0.3, -1e-4, 1e-4, 0.2, 0.9, 1.7, 2.3, 4.4, 5.9, 6.1];

it.each(Object.entries(activations))('%s is as defined, and so is its slope', async (name, [, f]) => {
  const { y, slope } = await at(name, points, 'reference');
  points.forEach((u, i) => {
    // A few roundings of numbers around 1; central differences are good to h² f‴ / 6 and 1e-16 / h.
    expect(Math.abs(y[i] - f(u))).toBeLessThan(1e-14 * (1 + Math.abs(u)));
    const h = 1e-5;
    expect(Math.abs(slope[i] - (f(u + h) - f(u - h)) / (2 * h))).toBeLessThan(1e-9);
  });
});

it('slopes at zero are those of the definition, or of the piece below a crease', async () => {
  const expected = {
    elu: 0.7,
    gelu: 0.5,
    relu: 0,
    relu6: 0,
    sigmoid: 0.25,
    silu: 0.5,
    softplus: 0.5,
    tanh: 1,
  };
  for (const [name, slope] of Object.entries(expected))
    expect([name, (await at(name, [0], 'reference')).slope[0]]).toEqual([name, slope]);
});

it.each(singles)('%s agrees, and nothing overflows', async (backend) => {
  const wide = [...points, -88, 88, -1e4, 1e4];
  for (const name of Object.keys(activations)) {
    const [found, exact] = [await at(name, wide, backend), await at(name, wide, 'reference')];
    for (const [part, values] of Object.entries(exact))
      values.forEach((value, i) => {
        // Roundings of 2⁻²⁴ of numbers as large as the input; TensorFlow.js's erf is good to 1.5e-7.
        const fine = Math.abs(found[part][i] - value) <= 1e-6 * Math.max(1, Math.abs(wide[i]));
        expect([name, part, wide[i], fine]).toEqual([name, part, wide[i], true]);
      });
  }
});
