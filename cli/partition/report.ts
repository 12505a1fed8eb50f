import type { PartitionEstimate } from '../../runtime/geometry/estimate.ts';
import type { StoppedPartition } from '../../runtime/geometry/partition.ts';
import type { NetworkFile } from '../../runtime/networks/network-file.ts';
import type { PartitionFindings } from '../../runtime/partition/compute.ts';
import { count } from '../text.ts';

/** What is told of a partition. */
export interface Report {
  readonly ending: 'complete' | 'stopped at cap' | 'certificate violated';
  readonly title: string;
  /** Where it is not complete: why, and what to do. */
  readonly message: string;
  /** The JSON object of `--format json`. */
  readonly data: object;
  /** The same to read. */
  readonly text: string;
}

/** What areas may miss of the window's, relative to it. */
const areaTolerance = 1e-9;
const quantiles = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1] as const;

export function reportOf(
  file: NetworkFile,
  found: PartitionFindings | (StoppedPartition & { estimate: PartitionEstimate }),
): Report {
  const { name } = file;
  const { regions, exact, bytes } = found.estimate;
  const estimate = { regions: Math.round(regions), exact, bytes: Math.round(bytes) };
  if (found.status !== 'complete') {
    const { status, maxCells, message } = found;
    return {
      ending: status,
      title: name,
      message,
      text: '',
      data: { name, status, maxCells, message, estimate },
    };
  }
  const data = dataOf(file, found);
  const title = `${name}: ${count(data.regions, 'cell')}`;
  return {
    ending: data.certificates.holds ? 'complete' : 'certificate violated',
    title,
    message: `a certificate is violated: ${JSON.stringify(data.certificates)}. Please report this network as a bug.`,
    data: { ...data, estimate, areas: Array.from(found.areas) },
    text: textOf(title, data),
  };
}

function dataOf({ name, sha256, notes }: NetworkFile, found: PartitionFindings) {
  const { status, regions, regionsAfterLayer, mode, tolerance, window, windowArea, areaSum, seconds } = found;
  const sorted = found.areas.toSorted();
  return {
    ...{ name, status, regions, regionsAfterLayer, mode, tolerance },
    ...{ window: Array.from(window), windowArea, areaSum },
    areaQuantiles: Object.fromEntries(quantiles.map((q) => [q, quantile(sorted, q)])),
    certificates: certificatesOf(found),
    ...(found.decision && { decisionBoundary: decisionOf(found.decision) }),
    ...{ seconds, networkSha256: sha256, notes },
  };
}

/** The areas' certificate costs nothing and is always there. */
function certificatesOf({ areaSum, windowArea, certificate }: PartitionFindings) {
  const areaResidual = windowArea === 0 ? 0 : Math.abs(areaSum / windowArea - 1);
  if (certificate === undefined) return { areaResidual, holds: areaResidual <= areaTolerance };
  const { graph, ...others } = certificate;
  return { ...others, graph: graph ?? 'cells are too small to join their vertices' };
}

/** Pieces and their length, in all and between each two classes. */
function decisionOf({ points, classes }: { points: Float64Array; classes: Uint8Array }) {
  const between = new Map<string, { classes: number[]; pieces: number; length: number }>();
  for (let i = 0; 4 * i < points.length; i++) {
    const pair = [classes[2 * i], classes[2 * i + 1]];
    const entry = between.get(String(pair)) ?? { classes: pair, pieces: 0, length: 0 };
    entry.pieces++;
    entry.length += Math.hypot(points[4 * i + 2] - points[4 * i], points[4 * i + 3] - points[4 * i + 1]);
    between.set(String(pair), entry);
  }
  const pairs = [...between.values()].sort(
    (a, b) => a.classes[0] - b.classes[0] || a.classes[1] - b.classes[1],
  );
  return {
    pieces: points.length / 4,
    length: pairs.reduce((sum, { length }) => sum + length, 0),
    between: pairs,
  };
}

/** Linear interpolation between sorted values; null for none. */
function quantile(sorted: Float64Array, q: number): number | null {
  if (sorted.length === 0) return null;
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
}

function textOf(title: string, data: ReturnType<typeof dataOf>): string {
  const { regions, areaQuantiles, areaSum, certificates, mode, tolerance, decisionBoundary, seconds } = data;
  const width = regions.toLocaleString('en').length;
  const lines = [
    `${title} in a window of area ${digits(data.windowArea)}`,
    ...data.regionsAfterLayer.map(
      (n, l) => `  after layer ${l + 1}  ${n.toLocaleString('en').padStart(width)}`,
    ),
    `  areas from ${digits(areaQuantiles[0])} to ${digits(areaQuantiles[1])}, median ${digits(areaQuantiles[0.5])}`,
    `  they sum to ${digits(areaSum)}, off by ${digits(certificates.areaResidual)} of the window`,
    mode === 'as given'
      ? '  as given: the weights are taken at their word'
      : `  vertices are merged within ${digits(tolerance)} of the window's diameter`,
    'graph' in certificates && `  certified: ${certifiedText(certificates)}`,
    decisionBoundary &&
      `  decision boundary: ${count(decisionBoundary.pieces, 'piece')}, ${digits(decisionBoundary.length)} long`,
    `  ${digits(1000 * seconds)} ms${regions > 0 ? `, ${digits((1e6 * seconds) / regions)} µs a cell` : ''}`,
  ];
  return `${lines.filter(Boolean).join('\n')}\n`;
}

function certifiedText({
  graph,
  affineResidual,
  affinePoints,
}: Extract<ReturnType<typeof certificatesOf>, { graph: unknown }>): string {
  const shared =
    typeof graph === 'string'
      ? `Euler's formula and shared edges were not checked, as ${graph}`
      : "Euler's formula and shared edges hold";
  return `${shared}; every cell has the pattern of a forward pass;
  affine forms are within ${digits(affineResidual)} of it at ${count(affinePoints, 'point')}`;
}

/** Four significant digits. */
const digits = (value: number | null) => (value === null ? 'none' : String(Number(value.toPrecision(4))));
