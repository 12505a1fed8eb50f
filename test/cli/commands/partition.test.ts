import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oracleFiles, oracleFolder, readOracle } from '../../runtime/geometry/oracle.ts';
import { safetensors } from '../../runtime/networks/safetensors-file.ts';
import { createProject, type Project } from '../command.ts';

let project: Project;
beforeEach(() => {
  project = createProject();
});
afterEach(() => project.remove());

interface Feature {
  readonly properties: object;
  readonly geometry: { readonly type: string };
}

const small = join(oracleFolder, 'lrelu_2-16x2_bn.json');
const crease = (...args: string[]) => project.crease(['partition', ...args]);
const json = async (...args: string[]) => JSON.parse((await crease(...args, '--format', 'json')).out);

/** Larger ones are held against their networks in the tests of the kernel. */
const certified = (regions: number) => (regions < 20_000 ? ['--certify'] : []);

describe('the recorded partitions', () => {
  it.each(oracleFiles().map((path) => [path.split('/').at(-1)!, path]))(
    '%s',
    async (_, path) => {
      const { expected } = readOracle(path);
      const { code, out } = await crease(path, '--format', 'json', ...certified(expected.regions));
      const found = JSON.parse(out);
      expect(code).toBe(0);
      expect(found.regions).toBe(expected.regions);
      expect(found.regionsAfterLayer).toEqual(expected.regionsAfterLayer);
      expect(found.areas).toHaveLength(expected.regions);
      expect(Math.abs(found.areaSum / expected.windowArea - 1)).toBeLessThan(1e-9);
      expect(found.windowArea).toBeCloseTo(expected.windowArea, 12);
      for (const [q, area] of Object.entries(expected.areaQuantiles))
        expect(Math.abs(found.areaQuantiles[Number(q)] / area - 1)).toBeLessThan(1e-6);
      expect(found).toMatchObject({ mode: 'as given', certificates: { holds: true } });
      expect(found.seconds).toBeGreaterThan(0);
    },
    120_000,
  );

  it('are the same from two threads', async () => {
    const one = await json(small);
    const two = await json(small, '--jobs', '2');
    expect(two.areas).toEqual(one.areas);
    expect(two.regionsAfterLayer).toEqual(one.regionsAfterLayer);
  });

  it('merged within a tolerance, and says so', async () => {
    const path = join(oracleFolder, 'relu_2-64x3_bn0.json');
    const merged = await json(path, '--merge-within', '1e-6');
    expect(merged.mode).toBe('merged within tolerance');
    expect(merged.tolerance).toBe(1e-6);
    expect(merged.regionsAfterLayer[0]).toBe(128);
  });
});

describe('what it writes', () => {
  it('is text to read, a picture and cells', async () => {
    const { code, out } = await crease(
      ...[small, '--svg', 'a.svg', '--out', 'a.geojson', '--chart', 'a.vl.json', '--decision'],
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^lrelu_2-16x2_bn: 577 cells in a window of area 4\n {2}after layer 1 {2}125\n/);
    expect(out).toMatch(/decision boundary: \d+ pieces/);
    expect(readFileSync(join(project.folder, 'a.svg'), 'utf8')).toContain('577 cells');
    expect(JSON.parse(readFileSync(join(project.folder, 'a.vl.json'), 'utf8')).title).toContain('577 cells');
    const { features } = JSON.parse(readFileSync(join(project.folder, 'a.geojson'), 'utf8'));
    const counts = Object.groupBy(features as Feature[], ({ geometry, properties }) =>
      'decision' in properties ? 'decision' : geometry.type,
    );
    expect(counts.Polygon).toHaveLength(577);
    expect(counts.LineString!.length).toBeGreaterThan(500);
    expect(counts.decision!.length).toBeGreaterThan(1);
  });

  it('looks at the window that is asked for', async () => {
    const { windowArea, window } = await json(small, '--window', '-0.5,-0.25,0.5,0.25');
    expect(windowArea).toBeCloseTo(0.5, 14);
    expect(window).toEqual([-0.5, -0.25, 0.5, -0.25, 0.5, 0.25, -0.5, 0.25]);
  });
});

describe('a network of tensors', () => {
  const withNetwork = () => {
    // Bends where x + y, y and z change sign.
    const weight = { shape: [3, 3], data: [1, 1, 0, 0, 1, 0, 0, 0, 1] };
    const tensors = { 'a.weight': weight, 'b.weight': { shape: [1, 3], data: [1, 1, 1] } };
    project.write('net.safetensors', safetensors(tensors) as never);
    project.write(
      'net.topology.yaml',
      'input: [3]\nlayers:\n  - {dense: a, activation: relu}\n  - {dense: b}\n',
    );
  };

  it('is cut along the plane through three samples', async () => {
    withNetwork();
    // In the plane z = 1 the lines x = −y and y = 0 make four regions.
    project.write('three.csv', '0,0,1\n2,0,1\n0,2,1\n');
    const found = await json('net.safetensors', '--slice', 'three.csv');
    expect(found).toMatchObject({ name: 'net', regions: 4, regionsAfterLayer: [4], windowArea: 16 });
    expect(found.window).toEqual([-1, -1, 3, -1, 3, 3, -1, 3]);
  });

  it('asks for the plane, or the window, that is missing, with exit code 2', async () => {
    withNetwork();
    const plane = await crease('net.safetensors', '--window', '0,0,1,1');
    expect(plane).toMatchObject({ code: 2, out: '' });
    expect(plane.err).toContain('net takes 3 numbers, not 2, and its file names no slice');
    project.write(
      'plain.json',
      JSON.stringify({ inputDim: 2, activation: 'relu', layers: [{ W: [[1, 0]], b: [0] }] }),
    );
    const window = await crease('plain.json');
    expect(window.code).toBe(2);
    expect(window.err).toContain('plain names no window: say which, such as --window -1,-1,1,1');
  });

  it('refuses samples that are none, with exit code 1', async () => {
    withNetwork();
    project.write('three.csv', '0,0\n2,0\n0,2\n');
    expect((await crease('net.safetensors', '--slice', 'three.csv')).err).toContain(
      'three.csv: row 1 has 2 numbers, but the network takes 3',
    );
    project.write('three.csv', '0,0,0\n1,1,1\n2,2,2\n');
    const straight = await crease('net.safetensors', '--slice', 'three.csv');
    expect(straight.code).toBe(1);
    expect(straight.err).toContain('The three samples lie on one line');
  });
});

describe('mistakes', () => {
  it('a cap that the estimate passes stops before anything is cut, with exit code 3 and no files', async () => {
    const { code, out, err } = await crease(
      small,
      '--max-cells',
      '100',
      '--out',
      'a.geojson',
      '--format',
      'json',
    );
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ status: 'stopped at cap', maxCells: 100 });
    expect(err).toContain('The window has 577 cells, more than the cap of 100');
    expect(existsSync(join(project.folder, 'a.geojson'))).toBe(false);
  });

  it('a file that can not be read, with exit code 1', async () => {
    expect(await crease('nowhere.json')).toMatchObject({
      code: 1,
      out: '',
      err: 'crease partition: there is no file nowhere.json.\n',
    });
  });

  it('a folder to write to that is not there, with exit code 1', async () => {
    const { code, err } = await crease(small, '--out', 'nowhere/a.geojson');
    expect(code).toBe(1);
    expect(err).toContain('nowhere/a.geojson');
  });

  it.each([
    [['--window', '1,2,3'], "--window is '1,2,3', but must be four numbers"],
    [['--window', '1,1,-1,-1'], 'from its lower left to its upper right corner: -1,-1,1,1'],
    [['--merge-within', '2'], "--merge-within is '2', but must be a number between 0 and 1"],
    [['--max-cells', 'all'], "--max-cells is 'all'"],
    [['other.json'], 'it takes one network file, but was given'],
    [['--windw', '1'], 'Did you mean --window?'],
  ])('an option that is not understood, with exit code 2: %s', async (args, message) => {
    const { code, err } = await crease(small, ...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('help names every form of file and the exit codes', async () => {
    const { out, code } = await crease('--help');
    expect(code).toBe(0);
    for (const part of ['net.safetensors', 'model.json', 'net.json', '--merge-within', 'Exit codes'])
      expect(out).toContain(part);
  });
});
