import { certify } from '../geometry/certificate.ts';
import type { Partition } from '../geometry/partition.ts';
import { compensatedSum } from '../geometry/sum.ts';
import { MeasurementFailure } from './failure.ts';
import type { PlaneWindow } from './plane-window.ts';

/** Relative to the window's area: sums with compensation are far better, a lost cell far worse. */
const areaTolerance = 1e-9;

/**
 * The residuals that vouch for a partition: how far the areas are from adding up to the window's, relative
 * to it; and, for a partition with patterns where `full` is asked for, those of every region.
 * @throws MeasurementFailure where one is violated, naming it
 */
export function certificateOf(found: Partition, window: PlaneWindow, full: boolean): Record<string, number> {
  const areaDifference = areaResidual(found);
  if (!(areaDifference <= areaTolerance)) violated('area_difference', areaDifference);
  return { area_difference: areaDifference, ...(full && residuals(found, window)) };
}

function areaResidual({ areas, windowArea }: Partition): number {
  return windowArea === 0 ? 0 : Math.abs(compensatedSum(areas) / windowArea - 1);
}

function residuals(found: Partition, { network, options }: PlaneWindow): Record<string, number> {
  const { graph, patternMismatches, affineResidual, holds } = certify(network, found, options);
  const counts = {
    euler_residual: Math.abs(graph?.eulerResidual ?? 0),
    edges_without_twin: graph?.unmatchedEdges ?? 0,
    pattern_mismatches: patternMismatches,
  };
  for (const [name, value] of Object.entries(counts)) if (value !== 0) violated(name, value);
  if (!holds) violated('affine_residual', affineResidual);
  // Of cells too small to join their vertices neither Euler's formula nor the twins can be checked.
  return { ...counts, affine_residual: affineResidual, graph_unchecked: graph ? 0 : 1 };
}

function violated(name: string, value: number): never {
  throw new MeasurementFailure(
    `the certificate ${name} of the partition is violated: it is ${value}. No number of it can be trusted; try merge_within = 1e-9, or report the network.`,
  );
}
