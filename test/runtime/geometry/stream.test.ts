import { describe, expect, test } from 'vitest';
import { Certifier, certify } from '../../../runtime/geometry/certificate.ts';
import {
  type Chunk,
  type Partition,
  type PartitionOptions,
  partition,
  streamPartition,
} from '../../../runtime/geometry/partition.ts';
import { oracleFiles, readOracle } from './oracle.ts';

const oracle = (name: string) => readOracle(oracleFiles().find((path) => path.endsWith(`/${name}.json`))!);

/** All chunks put together. */
function collected(
  network: Parameters<typeof streamPartition>[0],
  window: number[],
  options: PartitionOptions,
) {
  const chunks: Chunk[] = [];
  const summary = streamPartition(network, window, (chunk) => chunks.push(structuredClone(chunk)), {
    ...options,
    chunk: 100,
  });
  const flat = (of: (chunk: Chunk) => Iterable<number>) => chunks.flatMap((chunk) => Array.from(of(chunk)));
  return { summary, chunks, flat };
}

describe('a streamed partition', () => {
  const { network, window } = oracle('lrelu_2-32x3_bn');
  const whole = partition(network, window, { patterns: true }) as Partition;
  const { summary, chunks, flat } = collected(network, window, { patterns: true });

  test('comes in chunks of the size asked for, the last one smaller', () => {
    const sizes = chunks.map(({ regions }) => regions);
    expect(sizes.slice(0, -1).every((size) => size === 100)).toBe(true);
    expect(sizes.at(-1)).toBe(whole.regions % 100);
  });

  test('has the cells and boundaries of the whole, in its order', () => {
    expect(flat(({ areas }) => areas)).toEqual(Array.from(whole.areas));
    expect(flat(({ vertices }) => vertices)).toEqual(Array.from(whole.vertices));
    expect(flat(({ patterns }) => patterns!)).toEqual(Array.from(whole.patterns!));
    expect(flat(({ segments }) => segments.points)).toEqual(Array.from(whole.segments.points));
    expect(flat(({ segments }) => segments.unit)).toEqual(Array.from(whole.segments.unit));
    expect(chunks.every(({ offsets, regions }) => offsets[0] === 0 && offsets.length === regions + 1)).toBe(
      true,
    );
  });

  test('ends with the summary of the whole', () => {
    const { vertices, offsets, areas, patterns, segments, ...rest } = whole;
    expect(summary).toEqual(rest);
  });

  test('holds the same certificate, chunk by chunk', () => {
    const certifier = new Certifier(network, whole);
    streamPartition(network, window, (chunk) => certifier.add(chunk), { patterns: true, chunk: 1000 });
    const streamed = certifier.certificate(whole);
    const { affinePoints, affineResidual, ...rest } = certify(network, whole);
    expect(streamed).toMatchObject(rest);
    expect(streamed.affineResidual).toBeLessThan(1e-12);
    expect(streamed.affinePoints).toBeGreaterThanOrEqual(1000);
    expect([affinePoints >= 1000, affineResidual < 1e-12]).toEqual([true, true]);
  });

  test('stops at the cap like any other', () => {
    expect(streamPartition(network, window, () => {}, { maxCells: 50, chunk: 20 })).toMatchObject({
      status: 'stopped at cap',
      maxCells: 50,
    });
  });

  test('keeps a chunk, and not the cells before it', () => {
    const buffers = new Set<ArrayBufferLike>();
    streamPartition(network, window, ({ vertices }) => buffers.add(vertices.buffer), { chunk: 100 });
    expect(buffers.size).toBe(1);
  });
});
