import { writeFileSync } from 'node:fs';
import { drawPartitionSvg } from '../../runtime/drawing/svg.ts';
import { drawPartitionChart } from '../../runtime/drawing/vega-lite.ts';
import type { Chunk } from '../../runtime/geometry/partition.ts';
import type { PartitionFindings } from '../../runtime/partition/compute.ts';
import { GeojsonFile } from '../../runtime/partition/geojson.ts';
import { joined } from './joined.ts';

/** The files that a partition is written to while it is found. */
export interface Outputs {
  visit(chunk: Chunk): void;
  finish(title: string, found: PartitionFindings): void;
  /** Leaves no file behind. */
  abandon(): void;
}

export function openOutputs({
  out,
  svg,
  chart,
}: {
  readonly out?: string;
  readonly svg?: string;
  readonly chart?: string;
}): Outputs {
  const draws = svg !== undefined || chart !== undefined;
  const geojson = out === undefined ? undefined : new GeojsonFile(out);
  const points: Float64Array[] = [];
  const layers: Uint32Array[] = [];
  return {
    visit(chunk) {
      geojson?.add(chunk);
      if (!draws) return;
      points.push(chunk.segments.points.slice());
      layers.push(chunk.segments.layer.slice());
    },
    finish(title, { window, decision, mode }) {
      if (decision) geojson?.addDecision(decision);
      geojson?.finish();
      if (!draws) return;
      const pieces = { points: joined(Float64Array, points), layer: joined(Uint32Array, layers) };
      const caption = mode === 'as given' ? '' : 'Vertices are merged within a tolerance.';
      const picture = { title, window, ...pieces, decision: decision?.points, caption };
      if (svg !== undefined) writeFileSync(svg, drawPartitionSvg(picture));
      if (chart !== undefined) writeFileSync(chart, `${JSON.stringify(drawPartitionChart(picture))}\n`);
    },
    abandon: () => geojson?.abandon(),
  };
}
