import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Construct, LayerSpec, NetworkSpec } from '../../../compiler/plan/plan.ts';
import { Builder } from '../../../compiler/program/build.ts';
import { gradients } from '../../../compiler/program/differentiate.ts';
import { lowerNetwork } from '../../../compiler/program/network.ts';
import type { Program } from '../../../compiler/program/program.ts';
import { refused, settingsOf } from '../../../compiler/registry/construct.ts';
import { type LayerName, layers } from '../../../compiler/registry/layers/index.ts';
import type { LayerRecord } from '../../../compiler/registry/layers/layer.ts';
import { type Backend, openSession, type Session } from '../../../runtime/tensorflow/executor.ts';
import { probeNative } from '../../../runtime/tensorflow/probe.ts';
import { numbers } from '../../compiler/program/networks.ts';
import { construct } from '../../support/construct.ts';

const native = await probeNative();
const singles: readonly Backend[] = [...(native.available ? ['tensorflow' as const] : []), 'wasm', 'cpu'];
const batch = 4;

/** Layers one after another with the shapes that the registry infers. */
class Chain {
  readonly layers: LayerSpec[] = [];
  #last = 'input';
  #shape: readonly number[];

  constructor(shape: readonly number[]) {
    this.#shape = shape;
  }

  /** Leaves the layer out where it does not fit. */
  add(layer: Construct): this {
    const record: LayerRecord = layers[layer.is as LayerName];
    const output = record.shape(this.#shape, settingsOf(layer), undefined);
    if (refused(output)) return this;
    return this.#push(layer, this.#shape, output, [this.#last]);
  }

  /** A residual block, with a shortcut where the shape changes. */
  block(filters: number, stride: number, bend: Construct): this {
    const [from, shape] = [this.#last, this.#shape];
    this.add(construct('conv2d', { filters, stride, bias: null }));
    this.add(construct('batch_norm')).add(bend).add(construct('conv2d', { filters }));
    const [inner, wide] = [this.#last, this.#shape];
    [this.#last, this.#shape] = [from, shape];
    if (wide.join() !== shape.join()) this.add(construct('conv2d', { filters, size: 1, stride, bias: null }));
    return this.#push(construct('residual_sum'), wide, wide, [inner, this.#last]);
  }

  #push(
    layer: Construct,
    input: readonly number[],
    output: readonly number[],
    from: readonly string[],
  ): this {
    const path = String(this.layers.length);
    this.layers.push({ path, layer, input, output, from });
    [this.#last, this.#shape] = [path, output];
    return this;
  }
}

const bends = [
  'relu',
  'leaky_relu',
  'absolute',
  'hard_tanh',
  'relu6',
  'elu',
  'gelu',
  'silu',
  'softplus',
  'tanh',
  'sigmoid',
];
const bend = fc.constantFrom(...bends).map((is) => construct(is));
const count = (least: number, most: number) => fc.integer({ min: least, max: most });
const padding = fc.constantFrom('same', 'valid', 1);

type Piece = (chain: Chain) => Chain;
const add = (layer: fc.Arbitrary<Construct>) =>
  layer.map(
    (made): Piece =>
      (chain) =>
        chain.add(made),
  );
const pieces: fc.Arbitrary<Piece> = fc.oneof(
  add(
    fc
      .record({
        filters: count(1, 4),
        size: count(1, 3),
        stride: count(1, 2),
        dilation: count(1, 2),
        padding,
      })
      .map((settings) => construct('conv2d', settings)),
  ),
  add(
    fc
      .record({
        is: fc.constantFrom('max_pool', 'average_pool'),
        size: count(2, 3),
        stride: count(1, 2),
        padding,
      })
      .map(({ is, ...settings }) => construct(is, settings)),
  ),
  add(fc.constant(construct('batch_norm'))),
  add(bend),
  fc.tuple(count(1, 4), count(1, 2), bend).map(
    ([filters, stride, own]): Piece =>
      (chain) =>
        chain.block(filters, stride, own),
  ),
);

const shape: fc.Arbitrary<readonly number[]> = fc.tuple(count(5, 8), count(5, 8), count(1, 3));
const networks: fc.Arbitrary<NetworkSpec> = fc
  .tuple(shape, count(1, 4), fc.array(pieces, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([shape, filters, inner, global]) => {
    const chain = new Chain(shape).add(construct('conv2d', { filters }));
    for (const piece of inner) piece(chain);
    chain.add(construct(global ? 'global_average_pool' : 'flatten')).add(construct('dense', { units: 3 }));
    return { input: { data: 'points', part: 'all' }, shape, layers: chain.layers };
  });

/** `Σ weights · outputs` in training, and its gradient by every trained variable. */
function programOf(network: NetworkSpec, members: number): { program: Program; trained: readonly string[] } {
  const build = new Builder();
  const x = build.input('x', [members, batch, ...network.shape]);
  const { outputs, trained } = lowerNetwork(build, network, x, 'train');
  const weights = build.input('weights', build.shape(outputs));
  const loss = build.sum(build.mul(outputs, weights), [0, 1, 2]);
  const slopes = gradients(build, loss, Object.values(trained));
  const named = Object.fromEntries(Object.keys(trained).map((name, i) => [name, slopes[i]]));
  const entry = { inputs: { x, weights }, outputs: { loss, outputs, ...named }, updates: {} };
  return { program: build.program({ call: entry }), trained: Object.keys(trained) };
}

/** Around zero; scales of normalizations around one. */
function statesOf(program: Program): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(program.states).map(([name, { shape }], i) => {
      const random = numbers(sizeOf(shape), i + 11);
      return [name, /scale|variance/.test(name) ? random.map((value) => 1 + value / 4) : random];
    }),
  );
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);

const call = (session: Session, network: NetworkSpec, members: number) =>
  session.call('call', {
    x: numbers(members * batch * sizeOf(network.shape), 3),
    weights: numbers(members * batch * 3, 5),
  });

it('gradients of whole networks agree with central differences', async () => {
  await fc.assert(
    fc.asyncProperty(networks, async (network) => {
      const { program, trained } = programOf(network, 1);
      const session = await openSession(program, 'reference');
      const states = statesOf(program);
      session.write(states);
      const found = call(session, network, 1);
      for (const [i, name] of trained.entries()) {
        const direction = numbers(states[name].length, i + 31);
        const slope = direction.reduce((sum, value, k) => sum + value * found[name][k], 0);
        const h = 1e-6;
        const at = (step: number) => {
          session.write({ [name]: states[name].map((value, k) => value + step * direction[k]) });
          return call(session, network, 1).loss[0];
        };
        const difference = (at(h) - at(-h)) / (2 * h);
        session.write({ [name]: states[name] });
        // Cancellation is 1e-16 |loss| / h; third derivatives through several layers reach 1e4, times h².
        expect([
          name,
          Math.abs(slope - difference) <= 1e-7 * (1 + Math.abs(slope) + Math.abs(found.loss[0])),
        ]).toEqual([name, true]);
      }
    }),
    { numRuns: 30 },
  );
});

it.each(singles)(
  '%s agrees with double precision on whole networks, forward and backward',
  async (backend) => {
    await fc.assert(
      fc.asyncProperty(networks, count(1, 2), async (network, members) => {
        const { program } = programOf(network, members);
        const states = statesOf(program);
        const [found, exact] = await Promise.all(
          [backend, 'reference' as const].map(async (own) => {
            const session = await openSession(program, own);
            session.write(states);
            const values = call(session, network, members);
            session.dispose();
            return values;
          }),
        );
        // Each of some ten layers adds up to a few hundred numbers, rounded by 2⁻²⁴. A gradient may be the small
        // difference of large terms, as that of weights whose length batch norm takes out again, so all are measured
        // by the largest.
        const largest = Math.max(1, ...Object.values(exact).flatMap((values) => [...values].map(Math.abs)));
        for (const [name, values] of Object.entries(exact)) {
          const worst = Math.max(...values.map((value, i) => Math.abs(value - found[name][i]))) / largest;
          expect([name, worst < 2e-5 ? 'near' : worst]).toEqual([name, 'near']);
        }
      }),
      { numRuns: backend === 'tensorflow' ? 12 : 25 },
    );
  },
);
