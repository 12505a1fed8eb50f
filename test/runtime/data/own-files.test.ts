import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import type { DataSpec } from '../../../compiler/plan/plan.ts';
import type { DataForm } from '../../../compiler/registry/datasets/file-facts.ts';
import { dataFacts } from '../../../runtime/data/facts.ts';
import { loadData } from '../../../runtime/data/load.ts';
import { describeData, load } from './describe.ts';

const folder = mkdtempSync(join(tmpdir(), 'crease-data-'));
const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
};
const problemOf = (file: string, form: DataForm): string => {
  const facts = dataFacts({ file, form }, `${folder}/x.crease.yaml`);
  return 'problem' in facts ? facts.problem.replace(`${folder}/`, '') : 'none';
};
const refusal = (construct: { is: string; [setting: string]: unknown }) => {
  const described = describeData(construct as never) as { refused?: string; help?: string };
  return [described.refused?.replaceAll(`${folder}/`, ''), described.help];
};

describe('csv', () => {
  test('reads cells, classes by name, and lines that are quoted or end in two characters', () => {
    const path = write(
      'a.csv',
      '\ufeffa,"the ""b""",kind\r\n1,-2.5e-1,rose\r\n"3",.5,"iris, blue"\r\n\r\n+5,6.,rose\r\n',
    );
    const data = load({ is: 'csv', path, label: 'kind' });
    expect([...data.inputs]).toEqual([1, -0.25, 3, 0.5, 5, 6]);
    expect([[...data.labels!], data.shape, data.classes]).toEqual([[1, 0, 1], [2], 2]);
  });

  test('finds semicolons and tabs', () => {
    for (const separator of [';', '\t']) {
      const path = write(
        'separated.csv',
        [
          ['x', 'y'],
          ['1', '2'],
        ]
          .map((row) => row.join(separator))
          .join('\n'),
      );
      expect([...load({ is: 'csv', path }).inputs]).toEqual([1, 2]);
    }
  });

  test('counts numeric classes in the order of the numbers', () => {
    const path = write('n.csv', 'x,k\n1,10\n2,9\n3,10\n');
    expect([...load({ is: 'csv', path, label: 'k' }).labels!]).toEqual([1, 0, 1]);
  });

  test.each([
    ['', 'is empty: its first line names the columns'],
    ['a,b\n', 'has no line besides the names of its columns'],
    ['1,2\n3,4\n', ':1: the first line has numbers instead of names: write one above it, such as x1,x2'],
    ['a,a\n1,2\n', ':1: columns 1 and 2 are both called `a`: rename one'],
    ['a,\n1,2\n', ':1: column 2 has no name'],
    ['a,b\n1,2\n\n1,2,3\n', ':4: the line has 3 cells, but there are 2 columns: a, b'],
    ['a,b\n1,"2\n', ':2: Quote Not Closed'],
  ])('%j is refused with its line', (text, problem) => {
    expect(problemOf(write('bad.csv', text), 'csv')).toContain(
      `bad.csv${problem.startsWith(':') ? '' : ' '}${problem}`,
    );
  });

  test.each([
    ['', 'is empty', 'complete the cell'],
    ['nan', 'has "nan", which is no finite number', 'complete the cell'],
    ['1e999', 'has "1e999"', 'complete the cell'],
    ['0x10', 'has "0x10"', 'complete the cell'],
    ['"1,5"', 'has "1,5"', 'write 1.5, with a point'],
  ])('a cell %j is refused with its column and line', (cell, problem, advice) => {
    const path = write('cell.csv', `a,b,k\n1,2,u\n1,${cell},v\n`);
    const [refused, help] = refusal({ is: 'csv', path, label: 'k' });
    expect(refused).toContain(`cell.csv:3: the column \`b\` ${problem}`);
    expect(help).toContain(advice);
  });

  test('a text column at the end is taken for forgotten labels', () => {
    const path = write('forgot.csv', 'a,kind\n1,u\n');
    expect(refusal({ is: 'csv', path })[1]).toBe('if these are the classes, write `label = "kind"`');
    expect(refusal({ is: 'csv', path, label: 'sort' })).toEqual([
      'forgot.csv has no column `sort`',
      'its columns are `a`, `kind`',
    ]);
  });

  test('more cells than classes can be are no labels', () => {
    const path = write('many.csv', `a,k\n${Array.from({ length: 1001 }, (_, i) => `1,${i}`).join('\n')}\n`);
    expect(refusal({ is: 'csv', path, label: 'k' })[0]).toContain('more than 1000 different values');
  });

  test('a file that changes after it was compiled is not trained on', () => {
    const path = write('changes.csv', 'a\n1\n');
    const spec = describeData({ is: 'csv', path }) as DataSpec;
    write('changes.csv', 'a\n2\n');
    expect(() => loadData(spec, 1, () => undefined as never)).toThrow(/was changed while the experiment ran/);
  });
});

/** A .npy file as NumPy's documentation describes it. */
function npyFile(descr: string, shape: number[], bytes: Uint8Array, fortran = false): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${tuple}, }`;
  const header = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([start, Buffer.from(header), bytes]);
}
const bytesOf = (array: { buffer: ArrayBufferLike }) => new Uint8Array(array.buffer);

describe('npy', () => {
  const labels = write('y.npy', npyFile('|u1', [2], Uint8Array.of(1, 0)));

  test.each([
    ['<f8', bytesOf(Float64Array.of(1, 2.5, -3, 4, 5, 6)), [1, 2.5, -3, 4, 5, 6]],
    ['<f4', bytesOf(Float32Array.of(1, 2.5, -3, 4, 5, 6)), [1, 2.5, -3, 4, 5, 6]],
    ['<i8', bytesOf(BigInt64Array.of(1n, 2n, -3n, 4n, 5n, 6n)), [1, 2, -3, 4, 5, 6]],
    ['>i2', Uint8Array.of(0, 1, 0, 2, 255, 253, 0, 4, 0, 5, 1, 0), [1, 2, -3, 4, 5, 256]],
    ['|b1', Uint8Array.of(1, 0, 1, 1, 0, 0), [1, 0, 1, 1, 0, 0]],
  ])('reads %s', (descr, bytes, numbers) => {
    const data = load({ is: 'npy', path: write('x.npy', npyFile(descr, [2, 3], bytes)), labels });
    expect([[...data.inputs], data.shape, [...data.labels!], data.classes]).toEqual([
      numbers,
      [3],
      [1, 0],
      2,
    ]);
  });

  test('turns the order of Fortran around', () => {
    const columns = bytesOf(Float64Array.of(1, 4, 2, 5, 3, 6));
    const data = load({ is: 'npy', path: write('f.npy', npyFile('<f8', [2, 3], columns, true)) });
    expect([...data.inputs]).toEqual([1, 2, 3, 4, 5, 6]);
    const deep = bytesOf(Float64Array.from({ length: 24 }, (_, i) => i));
    const other = load({ is: 'npy', path: write('g.npy', npyFile('<f8', [2, 3, 4], deep, true)) });
    // Element [i, j, k] lies at i + 2j + 6k.
    const expected = [0, 1].flatMap((i) =>
      [0, 1, 2].flatMap((j) => [0, 1, 2, 3].map((k) => i + 2 * j + 6 * k)),
    );
    expect([[...other.inputs], other.shape]).toEqual([expected, [3, 4, 1]]);
  });

  test('what is no such file, is cut short or holds objects is refused', () => {
    const whole = npyFile('<f8', [2, 3], new Uint8Array(48));
    expect(problemOf(write('p.npy', 'x,y\n1,2\n'), 'npy')).toContain(
      "p.npy is no .npy file: it does not begin with NumPy's sign",
    );
    expect(problemOf(write('p.npy', whole.subarray(0, whole.length - 1)), 'npy')).toContain(
      'has 47 bytes of numbers, but its shape [2, 3] needs 48: was it cut short?',
    );
    expect(problemOf(write('p.npy', whole.subarray(0, 30)), 'npy')).toContain('was it cut short?');
    expect(problemOf(write('p.npy', whole.subarray(0, 8)), 'npy')).toContain('was it cut short?');
    expect(problemOf(write('p.npy', npyFile('|O8', [2], new Uint8Array(16))), 'npy')).toContain("'|O8'");
    expect(problemOf(join(folder, 'nowhere.npy'), 'npy')).toContain('there is no file nowhere.npy');
  });

  test('NaN is named by its place, and labels have to fit', () => {
    const nan = write('nan.npy', npyFile('<f8', [2, 2], bytesOf(Float64Array.of(1, 2, 3, Number.NaN))));
    expect(refusal({ is: 'npy', path: nan, labels })[0]).toBe('nan.npy has NaN at [1, 1]');
    const path = write('ok.npy', npyFile('<f8', [2, 2], new Uint8Array(32)));
    const badLabels = (values: number[], descr = '|i1') =>
      refusal({
        is: 'npy',
        path,
        labels: write('z.npy', npyFile(descr, [values.length], Uint8Array.from(values))),
      })[0];
    expect(badLabels([0, 1, 1])).toBe('z.npy has the shape [3], but ok.npy has 2 examples');
    expect(badLabels([1, 2])).toBe('the least label in z.npy is 1');
    expect(badLabels([-1, 0])).toBe('the least label in z.npy is -1');
    expect(refusal({ is: 'npy', path, stratified: true })[0]).toBe(
      'without labels, examples cannot be dealt by classes',
    );
  });
});

describe('idx', () => {
  const idxFile = (code: number, shape: number[], bytes: Uint8Array) => {
    const head = Buffer.alloc(4 + 4 * shape.length);
    head.set([0, 0, code, shape.length]);
    for (const [i, side] of shape.entries()) head.writeUInt32BE(side, 4 + 4 * i);
    return Buffer.concat([head, bytes]);
  };

  test('reads packed and plain files, bytes as grey values, and classes', () => {
    const pixels = Uint8Array.from({ length: 12 }, (_, i) => 20 * i);
    const images = write('i-idx3-ubyte.gz', gzipSync(idxFile(8, [2, 2, 3], pixels)));
    const labels = write('l-idx1-ubyte', idxFile(8, [2], Uint8Array.of(0, 2)));
    const data = load({ is: 'idx', images, labels });
    expect([data.shape, data.classes, [...data.labels!]]).toEqual([[2, 3, 1], 3, [0, 2]]);
    expect([...data.inputs]).toEqual([...pixels].map((value) => value / 255));
  });

  test('reads big-endian numbers of other kinds as they are', () => {
    const images = write('f', idxFile(13, [2, 1], Uint8Array.of(0x3f, 0x80, 0, 0, 0xc0, 0x20, 0, 0)));
    expect([...load({ is: 'idx', images }).inputs]).toEqual([1, -2.5]);
  });

  test('a wrong sign, a short file and a broken packing are refused', () => {
    expect(problemOf(write('w', Uint8Array.of(0, 1, 8, 1, 0, 0, 0, 0)), 'idx')).toContain(
      'w is no idx file: it begins with the bytes 0 1 8 1',
    );
    expect(problemOf(write('w', idxFile(8, [2, 2], new Uint8Array(3))), 'idx')).toContain(
      'has 3 bytes of numbers',
    );
    expect(problemOf(write('w', Uint8Array.of(0, 0, 8, 3, 0, 0)), 'idx')).toContain('ends in its header');
    const packed = gzipSync(idxFile(8, [2, 2], new Uint8Array(4)));
    expect(problemOf(write('w.gz', packed.subarray(0, 15)), 'idx')).toContain('cannot be unpacked');
  });
});

describe('image_folder', () => {
  const png = (width: number, height: number, pixel: (i: number) => number[], colorType: 0 | 2 | 6) => {
    const image = new PNG({ width, height });
    for (let i = 0; i < width * height; i++) image.data.set(pixel(i), 4 * i);
    return PNG.sync.write(image, { colorType, inputColorType: 6, inputHasAlpha: true });
  };
  const grey = (i: number) => [10 * i, 10 * i, 10 * i, 255];
  const colour = (i: number) => [i, 2 * i, 3 * i, 255];

  test('reads PNG, PGM and PPM, and gives grey images three channels among colour ones', () => {
    write('photos/cats/a.png', png(2, 3, colour, 2));
    write(
      'photos/cats/b.pgm',
      Buffer.concat([Buffer.from('P5 # grey\n2 3\n255\n'), Buffer.from([0, 51, 102, 153, 204, 255])]),
    );
    write(
      'photos/dogs/c.ppm',
      `P3\n2 3\n# colours\n5\n${Array.from({ length: 18 }, (_, i) => i % 6).join(' ')}\n`,
    );
    write('photos/.hidden', 'x');
    const data = load({ is: 'image_folder', path: join(folder, 'photos') });
    expect([data.shape, data.classes, [...data.labels!]]).toEqual([[3, 2, 3], 2, [0, 0, 1]]);
    const image = (n: number) => [...data.inputs.subarray(18 * n, 18 * n + 18)];
    expect(image(0)).toEqual([0, 1, 2, 3, 4, 5].flatMap((i) => [i / 255, (2 * i) / 255, (3 * i) / 255]));
    expect(image(1)).toEqual([0, 51, 102, 153, 204, 255].flatMap((v) => [v / 255, v / 255, v / 255]));
    expect(image(2)).toEqual(Array.from({ length: 18 }, (_, i) => (i % 6) / 5));
  });

  test('has one channel where all images are grey', () => {
    write('greys/one/a.png', png(2, 2, grey, 0));
    write(
      'greys/two/a.pgm',
      Buffer.concat([Buffer.from('P5 2 2 65535\n'), Buffer.from([255, 255, 0, 0, 128, 0, 0, 255])]),
    );
    const data = load({ is: 'image_folder', path: join(folder, 'greys') });
    expect(data.shape).toEqual([2, 2, 1]);
    expect([...data.inputs]).toEqual([0, 10 / 255, 20 / 255, 30 / 255, 1, 0, 32768 / 65535, 255 / 65535]);
  });

  test('other sizes, other files, transparency and empty folders are refused by name', () => {
    const one = (name: string, content: string | Uint8Array) => {
      write(`${name}/u/0.png`, png(2, 2, grey, 0));
      write(`${name}/u/1${name.slice(-4)}`, content);
      return problemOf(join(folder, name), 'image_folder').replaceAll(`${folder}/`, '');
    };
    expect(one('size.png', png(3, 2, grey, 0))).toBe(
      'size.png/u/1.png is 3 × 2 pixels, but size.png/u/0.png is 2 × 2: all images have one size',
    );
    expect(one('other.jpg', 'x')).toContain('1.jpg is not read: images are .png, .pgm or .ppm');
    expect(one('sign.png', 'not a picture at all, but long enough')).toContain('1.png is no PNG file');
    expect(one('cut.pgm', 'P5 2')).toContain('1.pgm is no PGM or PPM file');
    mkdirSync(join(folder, 'empty/u'), { recursive: true });
    expect(problemOf(join(folder, 'empty'), 'image_folder')).toContain(
      'is empty, but each folder is a class',
    );
    expect(problemOf(join(folder, 'empty/u'), 'image_folder')).toContain('has no folders');
    expect(problemOf(join(folder, 'none'), 'image_folder')).toContain('there is no folder none');
    write(
      'glass/u/a.png',
      png(2, 2, (i) => [1, 2, 3, i], 6),
    );
    expect(() => load({ is: 'image_folder', path: join(folder, 'glass') })).toThrow(/transparent in places/);
    const whole = png(8, 8, grey, 0);
    write('short/u/a.png', whole.subarray(0, 50));
    expect(() => load({ is: 'image_folder', path: join(folder, 'short') })).toThrow(/cannot be read as PNG/);
  });
});
