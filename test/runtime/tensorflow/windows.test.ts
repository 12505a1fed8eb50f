import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Builder } from '../../../compiler/program/build.ts';
import {
  type Convolution,
  type Pair,
  type Pooling,
  positions,
  type Sides,
} from '../../../compiler/program/ops/window.ts';
import type { Ref, Shape } from '../../../compiler/program/program.ts';
import { forward } from '../../../runtime/geometry/forward.ts';
import {
  averagePooling,
  convolution,
  input,
  maxPooling,
  type Node,
} from '../../../runtime/geometry/network.ts';
import { type Backend, openSession, type Values } from '../../../runtime/tensorflow/executor.ts';
import { probeNative } from '../../../runtime/tensorflow/probe.ts';
import { numbers } from '../../compiler/program/networks.ts';

const native = await probeNative();
const singles: readonly Backend[] = [...(native.available ? ['tensorflow' as const] : []), 'wasm', 'cpu'];

/** A window on random images, with everything different vertically and horizontally. */
interface Case {
  readonly images: readonly [members: number, batch: number, height: number, width: number, channels: number];
  readonly outputs: number;
  readonly size: Pair;
  readonly slide: Convolution;
}
const upTo = (most: number, least = 1) => fc.integer({ min: least, max: most });
const pair = (most: number): fc.Arbitrary<Pair> => fc.tuple(upTo(most), upTo(most));
const sides = ([height, width]: Pair): fc.Arbitrary<Sides> =>
  fc.tuple(upTo(height - 1, 0), upTo(height - 1, 0), upTo(width - 1, 0), upTo(width - 1, 0));

const cases: fc.Arbitrary<Case> = pair(3)
  .chain((size) =>
    fc.record({
      // Images of many channels go other ways.
      images: fc.tuple(upTo(2), upTo(3), upTo(7), upTo(7), fc.constantFrom(1, 2, 3, 17)),
      outputs: upTo(3),
      size: fc.constant(size),
      slide: fc.record({ stride: pair(3), dilation: pair(2), padding: sides(size) }),
    }),
  )
  .filter(({ images: [, , height, width], size, slide }) => fits([height, width], size, slide));

function fits(extent: Pair, size: Pair, slide: Convolution): boolean {
  try {
    return positions(extent, size, slide).length === 2;
  } catch {
    return false;
  }
}

const sizeOf = (shape: Shape) => shape.reduce((product, axis) => product * axis, 1);
const extentOf = ({ images: [, , height, width] }: Case): Pair => [height, width];
const filtersOf = ({ images: [members, , , , channels], outputs, size }: Case) =>
  [members, outputs, ...size, channels] as const;
const pooling = ({ size, slide: { stride, padding } }: Case): Pooling => ({ size, stride, padding });
/** Undilated windows, as pooling has them, of the same case. */
const undilated = (of: Case): Case => ({ ...of, slide: { ...of.slide, dilation: [1, 1] } });

/** Every operation on windows, on images `x`, filters `w` and a gradient `g` of each result. */
function all(of: Case) {
  const build = new Builder();
  const x = build.input('x', of.images);
  const w = build.input('w', filtersOf(of));
  const convolved = build.conv2d(x, w, of.slide);
  const inputs: Record<string, Ref> = { x, w, g: build.input('g', build.shape(convolved)) };
  const outputs: Record<string, Ref> = {
    convolved,
    toImages: build.conv2dInputGradient(inputs.g, w, of.slide, extentOf(of)),
    toFilters: build.conv2dFilterGradient(x, inputs.g, of.slide, of.size),
  };
  if (fits(extentOf(of), of.size, undilated(of).slide)) {
    const largest = build.maxPool(x, pooling(of));
    inputs.p = build.input('p', build.shape(largest));
    Object.assign(outputs, {
      largest,
      mean: build.averagePool(x, pooling(of)),
      toLargest: build.maxPoolGradient(inputs.p, x, largest, pooling(of)),
      toMean: build.averagePoolGradient(inputs.p, pooling(of), extentOf(of)),
    });
  }
  const fed = Object.entries(inputs).map(([name, ref], i) => [
    name,
    numbers(sizeOf(build.shape(ref)), i + 3),
  ]);
  return {
    program: build.program({ call: { inputs, outputs, updates: {} } }),
    fed: Object.fromEntries(fed) as Record<string, number[]>,
  };
}

async function run(of: Case, backend: Backend) {
  const { program, fed } = all(of);
  const session = await openSession(program, backend);
  const found = session.call('call', fed);
  session.dispose();
  return { found, fed };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((total, value, i) => total + value * b[i], 0);

describe('in double precision', () => {
  it('each gradient is the adjoint of its operation', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (of) => {
        const { found, fed } = await run(of, 'reference');
        // Sums of at most some thousand products below 1 in double precision.
        const same = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-11);
        const total = dot(found.convolved, fed.g);
        same(total, dot(fed.x, found.toImages));
        same(total, dot(fed.w, found.toFilters));
        if (found.mean === undefined) return;
        same(dot(found.mean, fed.p), dot(fed.x, found.toMean));
        // Euler's identity: the largest of several numbers is homogeneous.
        same(dot(found.largest, fed.p), dot(fed.x, found.toLargest));
      }),
    );
  });

  it('convolves as the definition says', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (of) => {
        const { found, fed } = await run(of, 'reference');
        const expected = byDefinition(of, fed.x, fed.w);
        expect(found.convolved).toHaveLength(expected.length);
        expected.forEach((value, i) => void expect(found.convolved[i]).toBeCloseTo(value, 12));
      }),
    );
  });

  it('agrees with the nodes that geometry has', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const of = { ...given, images: [1, 1, ...given.images.slice(2)] as unknown as Case['images'] };
        const { found, fed } = await run(of, 'reference');
        const agrees = (values: Values, node: Node) => {
          const [expected] = [forward({ nodes: [input(fed.x.length), node] }, Float64Array.from(fed.x))];
          expect(values).toHaveLength(expected.length);
          expected.forEach((value, i) => void expect(values[i]).toBeCloseTo(value, 12));
        };
        const [, , height, width, channels] = of.images;
        const image = { height, width, channels };
        const [top, bottom, left, right] = of.slide.padding;
        const window = { ...of.slide, size: of.size, padding: [top, left, bottom, right] as const };
        const none = new Float64Array(of.outputs);
        agrees(found.convolved, convolution(0, image, window, Float64Array.from(fed.w), none));
        if (found.mean === undefined) return;
        const flat = { ...window, dilation: [1, 1] as const };
        agrees(found.mean, averagePooling(0, image, flat));
        agrees(found.largest, maxPooling(0, image, flat));
      }),
    );
  });
});

/** The sum of the definition, number by number. */
function byDefinition(of: Case, x: readonly number[], w: readonly number[]): number[] {
  const { images, outputs, size, slide } = of;
  const [members, batch, height, width, channels] = images;
  const [rows, columns] = positions([height, width], size, slide);
  const pixel = (image: number, y: number, across: number, c: number) =>
    y < 0 || y >= height || across < 0 || across >= width
      ? 0
      : x[((image * height + y) * width + across) * channels + c];
  const result: number[] = [];
  for (let image = 0; image < members * batch; image++)
    for (let y = 0; y < rows; y++)
      for (let across = 0; across < columns; across++)
        for (let o = 0; o < outputs; o++) {
          let total = 0;
          for (let i = 0; i < size[0]; i++)
            for (let j = 0; j < size[1]; j++)
              for (let c = 0; c < channels; c++) {
                const filter =
                  (Math.floor(image / batch) * outputs + o) * size[0] * size[1] + i * size[1] + j;
                const row = y * slide.stride[0] + i * slide.dilation[0] - slide.padding[0];
                const column = across * slide.stride[1] + j * slide.dilation[1] - slide.padding[2];
                total += pixel(image, row, column, c) * w[filter * channels + c];
              }
          result.push(total);
        }
  return result;
}

it.each(singles)('%s agrees with double precision', async (backend) => {
  await fc.assert(
    fc.asyncProperty(cases, async (of) => {
      const [{ found }, { found: exact }] = [await run(of, backend), await run(of, 'reference')];
      for (const [name, values] of Object.entries(exact)) {
        expect(found[name]).toHaveLength(values.length);
        // At most 17·49 products below 1, each rounded by 2⁻²⁴, and as many sums below 20 in size.
        const worst = Math.max(0, ...values.map((value, i) => Math.abs(value - found[name][i])));
        expect([name, worst < 2e-5]).toEqual([name, true]);
      }
    }),
    { numRuns: 60 },
  );
});
