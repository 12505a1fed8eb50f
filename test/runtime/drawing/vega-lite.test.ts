import { expect, it } from 'vitest';
import { drawPartitionChart } from '../../../runtime/drawing/vega-lite.ts';
import { drawChart } from '../../../site/src/charts/draw.ts';

const picture = {
  title: 'net: 4 cells',
  window: [-1, 0, 3, 0, 3, 2, -1, 2],
  points: [-1, 0, 3, 2, 1, 0, 1, 2],
  layer: [0, 1],
  decision: [-1, 1, 3, 1],
  caption: '',
};
interface Chart {
  readonly description: string;
  readonly data: { readonly values: readonly { readonly kind: string }[] };
}

it('has a row for each piece, layers counted from 1, and is drawn by Vega', async () => {
  const chart = drawPartitionChart(picture) as Chart;
  expect(chart.data.values).toEqual([
    { kind: 'boundary', x: -1, y: 0, x2: 3, y2: 2, layer: 1 },
    { kind: 'boundary', x: 1, y: 0, x2: 1, y2: 2, layer: 2 },
    { kind: 'decision', x: -1, y: 1, x2: 3, y2: 1 },
  ]);
  const { svg } = await drawChart('net', chart, chart.description);
  expect(svg.match(/<line[^>]*stroke="[^"]+"/g)!.length).toBeGreaterThanOrEqual(3);
});

it('thins 150,000 pieces and says so in its description', () => {
  const count = 150_000;
  const points = Float64Array.from(
    { length: 4 * count },
    (_, i) => (i % 4 < 2 ? 0 : 0.002) + (i % 997) / 997,
  );
  const chart = drawPartitionChart({ ...picture, points, layer: new Uint32Array(count) }) as Chart;
  expect(chart.data.values.filter(({ kind }) => kind === 'boundary').length).toBeLessThanOrEqual(8000);
  expect(chart.description).toMatch(/of 150,000 pieces of boundaries are drawn: all that are longer than/);
});
