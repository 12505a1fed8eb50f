import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchesOfArchive } from '../../../runtime/data/cifar-format.ts';
import type { Examples } from '../../../runtime/data/dataset.ts';
import { fetchFile } from '../../../runtime/data/fetch.ts';
import { findPublished, readPublished } from '../../../runtime/data/published.ts';
import { decodeFourFiles, publishedImages } from '../../../runtime/data/published-images.ts';
import { stream } from '../../../runtime/random/stream.ts';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const newFolder = () => mkdtempSync(join(tmpdir(), 'crease-published-'));
const fileOf = (name: string, bytes: Uint8Array) => ({
  name,
  url: `http://example.org/${name}`,
  sha256: hash(bytes),
});

test('files are found by the name of their data set, with underscores or hyphens, the first folder first', () => {
  const [mine, theirs] = [newFolder(), newFolder()];
  const a = Buffer.from('a');
  const record = { name: 'some_set', published: [fileOf('a.gz', a), fileOf('b.gz', a)] };
  mkdirSync(join(theirs, 'some-set'));
  for (const name of ['a.gz', 'b.gz']) writeFileSync(join(theirs, 'some-set', name), a);
  mkdirSync(join(mine, 'some_set'));
  writeFileSync(join(mine, 'some_set', 'b.gz'), a);
  const paths = (folders: string[]) => findPublished(record, folders).map(({ path }) => path);
  expect(paths([mine, theirs])).toEqual([join(theirs, 'some-set', 'a.gz'), join(mine, 'some_set', 'b.gz')]);
  expect(paths([mine])).toEqual([undefined, join(mine, 'some_set', 'b.gz')]);
  expect(() => readPublished(record, [mine])).toThrow(
    'a.gz of some_set is not on this machine: run `crease data get some_set`',
  );
});

test('content is checked each time, and other packings of it count', () => {
  const folder = newFolder();
  mkdirSync(join(folder, 's'));
  writeFileSync(join(folder, 's', 'a.gz'), 'b');
  const file = fileOf('a.gz', Buffer.from('a'));
  expect(() => readPublished({ name: 's', published: [file] }, [folder])).toThrow(
    /is not the file as published: its SHA-256 is 3e23/,
  );
  const repacked = { ...file, same: [hash(Buffer.from('b'))] };
  expect(readPublished({ name: 's', published: [repacked] }, [folder])[0].toString()).toBe('b');
});

describe('images', () => {
  const idx = (shape: number[], bytes: number[]) => {
    const sides = shape.flatMap((side) => [0, 0, side >> 8, side & 255]);
    return gzipSync(Uint8Array.from([0, 0, 8, shape.length, ...sides, ...bytes]));
  };
  const files = [
    idx([3, 1, 2], [0, 51, 102, 153, 204, 255]),
    idx([3], [2, 0, 1]),
    idx([2, 1, 2], [255, 0, 0, 255]),
    idx([2], [1, 1]),
  ];
  const folder = newFolder();
  const published = files.map((bytes, i) => fileOf(`f${i}`, bytes));
  beforeAll(() => {
    mkdirSync(join(folder, 'tiny'));
    for (const [i, bytes] of files.entries()) writeFileSync(join(folder, 'tiny', `f${i}`), bytes);
    process.env.CREASE_DATA = folder;
  });
  afterAll(() => {
    delete process.env.CREASE_DATA;
  });
  const load = (train: number): Examples =>
    publishedImages({ name: 'tiny', published } as never, decodeFourFiles)(
      { train },
      {
        spec: { shape: [1, 2, 1] } as never,
        draw: (purpose) => stream(1, purpose),
        other: () => undefined as never,
      },
    );

  test('have grey values from 0 to 1, labels beside them and the test images at the end', () => {
    const { inputs, labels, tests } = load(3);
    expect([...inputs]).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1, 1, 0, 0, 1]);
    expect([[...labels!], tests]).toEqual([[2, 0, 1, 1, 1], 2]);
  });

  test('fewer of them keep their order, their labels and all test images', () => {
    const { inputs, labels } = load(2);
    const all = [
      [0, 0.2, 2],
      [0.4, 0.6, 0],
      [0.8, 1, 1],
    ];
    const places = [0, 1].map((i) =>
      all.findIndex(
        ([a, b, label]) => inputs[2 * i] === a && inputs[2 * i + 1] === b && labels![i] === label,
      ),
    );
    expect(places).toEqual([...places].sort());
    expect(places).not.toContain(-1);
    expect([...inputs.subarray(4)]).toEqual([1, 0, 0, 1]);
  });
});

describe("CIFAR-10's archive", () => {
  /** A tar entry as POSIX describes it: name, size in octal, type, in a block of 512 bytes; then the content. */
  const entry = (name: string, content: Buffer) => {
    const head = Buffer.alloc(512);
    head.write(name, 0);
    head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    head.write('0', 156);
    return Buffer.concat([head, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
  };
  const image = (label: number, value: (channel: number, row: number, column: number) => number) => {
    const planes = [0, 1, 2].flatMap((c) =>
      Array.from({ length: 1024 }, (_, i) => value(c, Math.floor(i / 32), i % 32)),
    );
    return Buffer.from([label, ...planes]);
  };
  const batch = (k: number) =>
    Buffer.concat([image(k, () => k), image(9, (c, row, column) => 80 * c + row + column)]);
  const parts = [5, 1, 4, 2, 3].map((k) => entry(`cifar-10-batches-bin/data_batch_${k}.bin`, batch(k)));
  const test10 = entry(
    'cifar-10-batches-bin/test_batch.bin',
    image(7, () => 255),
  );

  test('gives batches in their order with channels last', () => {
    const meta = entry('cifar-10-batches-bin/batches.meta.txt', Buffer.from('airplane\n'));
    const archive = gzipSync(Buffer.concat([meta, ...parts, test10, Buffer.alloc(1024)]));
    const [training, testing] = batchesOfArchive(archive);
    expect([...training.labels]).toEqual([1, 9, 2, 9, 3, 9, 4, 9, 5, 9]);
    expect([testing.labels[0], testing.images.length, testing.images[0]]).toEqual([7, 3072, 255]);
    const second = training.images.subarray(3072, 6144);
    for (const [row, column, channel] of [
      [0, 0, 0],
      [3, 5, 1],
      [31, 31, 2],
      [7, 0, 2],
    ])
      expect(second[(row * 32 + column) * 3 + channel]).toBe(80 * channel + row + column);
  });

  test('that misses a batch or has half a picture is refused', () => {
    expect(() => batchesOfArchive(gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)])))).toThrow(
      /no complete test_batch.bin/,
    );
    const cut = entry('test_batch.bin', image(7, () => 1).subarray(0, 3000));
    expect(() => batchesOfArchive(gzipSync(Buffer.concat([...parts, cut, Buffer.alloc(1024)])))).toThrow(
      /no complete test_batch/,
    );
  });
});

describe('fetching', () => {
  const content = Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 251));
  const asked: (string | undefined)[] = [];
  let server: Server;
  let breakAfter: number | undefined;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const { range } = request.headers;
      asked.push(range);
      if (request.url === '/gone') return response.writeHead(404).end();
      const from = range ? Number(/\d+/.exec(range)![0]) : 0;
      if (from >= content.length) return response.writeHead(416).end();
      const rest = content.subarray(from);
      response.writeHead(range ? 206 : 200, { 'content-length': rest.length });
      if (breakAfter === undefined) return response.end(rest);
      const part = rest.subarray(0, breakAfter);
      breakAfter = undefined;
      return response.write(part, () => setTimeout(() => response.destroy(), 30));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());
  const address = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`;
  const fetchInto = (folder: string, path = 'x.gz', sha256 = hash(content)) => {
    const ask: typeof fetch = (_, init) => fetch(address(path), init);
    return fetchFile({ name: 'x.gz', url: 'http://example.org/x.gz', sha256 }, folder, {
      ask,
      onProgress: () => {},
    });
  };

  test('brings a file that has the published hash', async () => {
    const folder = join(newFolder(), 'new');
    expect(await fetchInto(folder)).toBe(join(folder, 'x.gz'));
    expect(readFileSync(join(folder, 'x.gz'))).toEqual(content);
    expect(existsSync(join(folder, 'x.gz.part'))).toBe(false);
  });

  test('goes on where it broke off', async () => {
    const folder = newFolder();
    breakAfter = 2000;
    await expect(fetchInto(folder)).rejects.toThrow(/broke off after 2000 bytes/);
    expect(existsSync(join(folder, 'x.gz'))).toBe(false);
    asked.length = 0;
    await fetchInto(folder);
    expect(asked).toEqual(['bytes=2000-']);
    expect(readFileSync(join(folder, 'x.gz'))).toEqual(content);
  });

  test('takes a part that is whole already', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'x.gz.part'), content);
    await fetchInto(folder);
    expect(readFileSync(join(folder, 'x.gz'))).toEqual(content);
  });

  test('keeps nothing that is not the published file', async () => {
    const folder = newFolder();
    await expect(fetchInto(folder, 'x.gz', 'f'.repeat(64))).rejects.toThrow(
      /gave another file than the published one/,
    );
    expect([existsSync(join(folder, 'x.gz')), existsSync(join(folder, 'x.gz.part'))]).toEqual([false, false]);
  });

  test('says what the server answers, and where there is none', async () => {
    await expect(fetchInto(newFolder(), 'gone')).rejects.toThrow(/the server answers 404/);
    const ask: typeof fetch = () => fetch('http://127.0.0.1:1/');
    const file = { name: 'x.gz', url: 'http://example.org/x.gz', sha256: '' };
    await expect(fetchFile(file, newFolder(), { ask, onProgress: () => {} })).rejects.toThrow(
      /example.org\/x.gz cannot be reached .*no internet/,
    );
  });
});
