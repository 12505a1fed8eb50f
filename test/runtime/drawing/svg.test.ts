import { describe, expect, it } from 'vitest';
import { drawPartitionSvg } from '../../../runtime/drawing/svg.ts';

const picture = {
  title: 'one < two & "three"',
  window: [-1, 0, 3, 0, 3, 2, -1, 2],
  points: [-1, 0, 3, 2, 1, 0, 1, 2],
  layer: [0, 1],
  caption: '',
};

/** Coordinates of the paths, in the order in which they are drawn. */
const pathsOf = (svg: string) => [...svg.matchAll(/<path d="(M[^"]*L[^"]*)"/g)].map(([, d]) => d);

describe('drawPartitionSvg', () => {
  it('puts the lower left corner of the window at the lower left of the picture', () => {
    // 4 × 2 becomes 960 × 480: 240 pixels a unit, and downwards is up.
    expect(pathsOf(drawPartitionSvg(picture))).toEqual([
      'M480 480L480 0',
      'M0 480L960 0',
      'M0 480L960 480L960 0L0 0Z',
    ]);
  });

  it('is well-formed whatever the title', () => {
    expect(drawPartitionSvg(picture)).toContain('<title>one &lt; two &amp; &quot;three&quot;</title>');
  });

  it('draws the decision boundary over the layers, and names it', () => {
    const svg = drawPartitionSvg({ ...picture, decision: [-1, 1, 3, 1] });
    expect(pathsOf(svg).at(-2)).toBe('M0 240L960 240');
    expect(svg).toContain('>decision boundary</text>');
    expect(drawPartitionSvg(picture)).not.toContain('decision boundary');
  });

  it('says in the picture what it leaves out, and stays small', () => {
    const count = 150_000;
    const points = Float64Array.from(
      { length: 4 * count },
      (_, i) => (i % 4 < 2 ? 0 : 0.002) + (i % 997) / 997,
    );
    const svg = drawPartitionSvg({ ...picture, points, layer: new Uint32Array(count) });
    expect(svg).toMatch(/<desc>[\d,]+ of 150,000 pieces of boundaries are drawn/);
    expect(svg.length).toBeLessThan(1.5e6);
  });
});
