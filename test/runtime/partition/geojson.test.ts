import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { streamPartition } from '../../../runtime/geometry/partition.ts';
import { GeojsonFile } from '../../../runtime/partition/geojson.ts';
import { oracleFolder, readOracle } from '../geometry/oracle.ts';

const { network, window, expected } = readOracle(join(oracleFolder, 'relu_2-16x2.json'));
const write = (path: string) => {
  const file = new GeojsonFile(path);
  streamPartition(network, window, (chunk) => file.add(chunk), { chunk: 16 });
  return file;
};
const folder = () => mkdtempSync(join(tmpdir(), 'crease-geojson-'));

interface Feature {
  readonly properties: Record<string, number>;
  readonly geometry: { readonly type: string; readonly coordinates: never };
}

describe('GeojsonFile', () => {
  const path = join(folder(), 'cells.geojson');
  write(path).finish();
  const { type, features } = JSON.parse(readFileSync(path, 'utf8')) as { type: string; features: Feature[] };
  const polygons = features.filter(({ geometry }) => geometry.type === 'Polygon');
  const lines = features.filter(({ geometry }) => geometry.type === 'LineString');

  it('is a FeatureCollection with every cell of the partition, numbered', () => {
    expect(type).toBe('FeatureCollection');
    expect(polygons.map(({ properties }) => properties.id)).toEqual(
      Array.from({ length: expected.regions }, (_, i) => i + 1),
    );
    expect(Object.keys(polygons[0].properties)).toEqual(['id', 'area']);
  });

  it('has closed anticlockwise rings, whose area is the one that it says', () => {
    for (const { properties, geometry } of polygons) {
      const [ring] = geometry.coordinates as [number, number][][];
      expect(ring.at(-1)).toEqual(ring[0]);
      const [[x0, y0]] = ring;
      const twice = ring
        .slice(1)
        .reduce((sum, [x, y], i) => sum + (ring[i][0] - x0) * (y - y0) - (x - x0) * (ring[i][1] - y0), 0);
      expect(twice / 2).toBeCloseTo(properties.area, 14);
    }
    const total = polygons.reduce((sum, { properties }) => sum + properties.area, 0);
    expect(total).toBeCloseTo(expected.windowArea, 12);
  });

  it('has the boundaries with layer and unit, each on the zero of its unit', () => {
    expect(new Set(lines.map(({ properties }) => properties.layer))).toEqual(new Set([1, 2]));
    const first = network.nodes[1] as { weights: Float64Array; bias: Float64Array };
    for (const { properties, geometry } of lines) {
      if (properties.layer !== 1) continue;
      const k = properties.unit - 1;
      for (const [x, y] of geometry.coordinates as [number, number][])
        expect(first.weights[2 * k] * x + first.weights[2 * k + 1] * y + first.bias[k]).toBeCloseTo(0, 12);
    }
  });

  it('compresses to the same text where the name asks for it', () => {
    const packed = `${path}.gz`;
    write(packed).finish();
    expect(gunzipSync(readFileSync(packed))).toEqual(readFileSync(path));
  });

  it('leaves nothing behind that is not whole', () => {
    const own = folder();
    const file = write(join(own, 'cells.geojson'));
    expect(existsSync(join(own, 'cells.geojson'))).toBe(false);
    file.abandon();
    expect(readdirSync(own)).toEqual([]);
  });
});
