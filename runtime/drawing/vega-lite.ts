import type { Picture } from './svg.ts';
import { boxAround, thinningText, thinSegments } from './thin.ts';

/** Rows of a chart that is drawn in a browser. */
const mostPieces = 8000;

/**
 * A partition and its decision boundary as a Vega-Lite specification with its data inside: rows of kind `boundary`
 * with their layer, counted from 1, and rows of kind `decision`. Where pieces are left out, the description says which.
 */
export function drawPartitionChart(picture: Picture): object {
  const box = boxAround(picture.window);
  const thinned = thinSegments(picture, box, mostPieces);
  const boundary = Array.from(thinned.kept, (i) => ({
    kind: 'boundary',
    ...endsOf(picture.points, i),
    layer: picture.layer[i] + 1,
  }));
  const decision = Array.from({ length: (picture.decision?.length ?? 0) / 4 }, (_, i) => ({
    kind: 'decision',
    ...endsOf(picture.decision!, i),
  }));
  const [x0, y0, x1, y1] = box;
  const width = 480;
  const place = (low: number, high: number, field: string, title: string) => ({
    ...{ field, type: 'quantitative', title, axis: { grid: false } },
    scale: { domain: [low, high], nice: false, zero: false },
  });
  const ends = {
    x: place(x0, x1, 'x', 's'),
    y: place(y0, y1, 'y', 't'),
    x2: { field: 'x2' },
    y2: { field: 'y2' },
  };
  const lines = (kind: string, strokeWidth: number, color: object) => ({
    transform: [{ filter: { field: 'kind', equal: kind } }],
    mark: { type: 'rule', strokeWidth, clip: true },
    encoding: { ...ends, color },
  });
  const layer = { field: 'layer', type: 'ordinal', title: 'boundary of layer', scale: { scheme: 'viridis' } };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: picture.title,
    description: [`${picture.title}.`, picture.caption, thinningText(thinned)].filter(Boolean).join(' '),
    width,
    height: Math.round((width * (y1 - y0)) / (x1 - x0)),
    data: { values: [...boundary, ...decision] },
    layer: [
      lines('boundary', 0.7, layer),
      ...(decision.length > 0 ? [lines('decision', 2, { value: '#d1006c' })] : []),
    ],
  };
}

/** To six digits, which no screen shows. */
function endsOf(points: ArrayLike<number>, i: number) {
  const [x, y, x2, y2] = [0, 1, 2, 3].map((part) => Number(points[4 * i + part].toPrecision(6)));
  return { x, y, x2, y2 };
}
