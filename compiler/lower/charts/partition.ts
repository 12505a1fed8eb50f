import type { Construct } from '../../plan/plan.ts';

/**
 * A Vega-Lite specification that draws the creases in a window: rows of kind `boundary` are segments
 * (x, y)–(x2, y2) with their layer and unit, rows of kind `point` are overlaid examples.
 */
export function drawPartition(
  window: Construct,
  facet: { readonly field: string; readonly arms: readonly string[] } | undefined,
): Record<string, unknown> {
  const [low, high] = [window.low as readonly number[], window.high as readonly number[]];
  const position = (i: 0 | 1, title: string) => ({
    type: 'quantitative',
    title,
    scale: { domain: [low[i], high[i]], nice: false, zero: false },
    axis: { grid: false },
  });
  const width = 300;
  const height = Math.round((width * (high[1] - low[1])) / (high[0] - low[0]));
  const x = { field: 'x', ...position(0, 'first input') };
  const y = { field: 'y', ...position(1, 'second input') };
  const body = {
    width,
    height,
    layer: [
      {
        transform: [{ filter: { field: 'kind', equal: 'boundary' } }],
        mark: { type: 'rule', strokeWidth: 0.9, clip: true },
        encoding: {
          x,
          y,
          x2: { field: 'x2' },
          y2: { field: 'y2' },
          color: { field: 'layer', type: 'ordinal', title: 'crease of layer' },
        },
      },
      {
        transform: [{ filter: { field: 'kind', equal: 'point' } }],
        mark: { type: 'point', filled: true, size: 18, opacity: 1, clip: true },
        encoding: { x, y },
      },
    ],
  };
  return facet
    ? {
        facet: { column: { field: facet.field, type: 'nominal', title: facet.field, sort: facet.arms } },
        spec: body,
      }
    : body;
}
