import { applyToMaps, type PlaneMap } from './affine-map.ts';
import { applyPieces } from './apply.ts';
import { columnBetween, type SparseVector } from './columns.ts';
import { type DenseKernel, denseKernel } from './dense-on-map.ts';
import { type Affine, type Bend, isBend, type PiecewiseAffineNetwork, sourcesOf } from './network.ts';

/**
 * The maps of the values that are alive when a bend is met: those of earlier nodes which it or later nodes
 * read. The first is the bend's source. In a chain there is no other.
 */
export type State = PlaneMap[];

/**
 * A bend, and how the values that are alive at the next one follow from those at this one. The functions
 * that an activation with several thresholds makes are a sum of functions with one each, so that each
 * threshold of each unit is cut by, and switched, for itself: a `test`.
 */
export interface Stage {
  readonly bend: Bend;
  /** size of the bend's source */
  readonly width: number;
  /** [thresholds][units] of an activation: test e belongs to unit e mod units. Of a max: its units. */
  readonly tests: number;
  readonly next: Transition | undefined;
}

export interface Transition {
  /** for each value alive at the next bend: its size */
  readonly sizes: readonly number[];
  /** and where it was at this one; −1 if it depends on this bend */
  readonly carried: readonly number[];
  /** what a unit adds to the value, where the bend feeds a dense node directly */
  readonly columns: readonly (DenseKernel | undefined)[];
  /** the same for any other value */
  readonly column: (value: number, unit: number) => SparseVector;
  /** Writes the maps at the next bend where the units of this one have the given pieces. */
  readonly advance: (state: State, pieces: Uint8Array, out: State) => void;
}

/** The state of the first bend, and the first `layers` bends. */
export function stagesOf(
  network: PiecewiseAffineNetwork,
  input: PlaneMap,
  layers?: number,
): { first: State; stages: Stage[] } {
  const { nodes } = network;
  const bends = nodes.flatMap((node, i) => (isBend(node) ? [i] : [])).slice(0, layers);
  const alive = bends.map((bend) => aliveAt(network, bend));
  const stages = bends.map((index, l): Stage => {
    const bend = nodes[index] as Bend;
    const thresholds = bend.kind === 'activation' ? bend.pieces.thresholds.length : 1;
    const next = l + 1 < bends.length ? transition(network, index, alive[l], alive[l + 1]) : undefined;
    return { bend, width: nodes[bend.from].size, tests: thresholds * bend.size, next };
  });
  const first = bends.length === 0 ? [] : firstState(network, input, alive[0]);
  return { first, stages };
}

/** The earlier nodes that a bend, which comes first, and the nodes after it read. */
function aliveAt({ nodes }: PiecewiseAffineNetwork, bend: number): number[] {
  const read = new Set<number>();
  for (const node of nodes.slice(bend)) for (const from of sourcesOf(node)) if (from < bend) read.add(from);
  return [...read];
}

function firstState(network: PiecewiseAffineNetwork, input: PlaneMap, alive: readonly number[]): State {
  const maps: PlaneMap[] = [input];
  for (let i = 1; i <= Math.max(...alive); i++) maps.push(mapOf(network, i, maps));
  return alive.map((value) => maps[value]);
}

function mapOf({ nodes }: PiecewiseAffineNetwork, index: number, maps: readonly PlaneMap[]): PlaneMap {
  const node = nodes[index] as Affine;
  const out = new Float64Array(3 * node.size);
  applyToMaps(
    node,
    sourcesOf(node).map((from) => maps[from]),
    out,
  );
  return out;
}

function transition(
  network: PiecewiseAffineNetwork,
  bend: number,
  alive: readonly number[],
  next: readonly number[],
): Transition {
  const { nodes } = network;
  const depends = dependants(network, bend);
  const carried = next.map((value) => (depends.has(value) ? -1 : alive.indexOf(value)));
  const kernels = new Map<number, DenseKernel>();
  for (const [index, node] of nodes.entries())
    if (index > bend && index <= Math.max(...next) && node.kind === 'dense')
      kernels.set(index, denseKernel(node));
  const columns = next.map((value) => {
    const node = nodes[value];
    return node.kind === 'dense' && node.from === bend ? kernels.get(value) : undefined;
  });
  const kept = next.map(() => new Map<number, SparseVector>());
  const column = (value: number, unit: number) => {
    let found = kept[value].get(unit);
    if (found === undefined) {
      found = columnBetween(network, bend, next[value], unit);
      kept[value].set(unit, found);
    }
    return found;
  };
  const maps: PlaneMap[] = nodes.map(() => new Float64Array());
  const bent = new Float64Array(3 * nodes[bend].size);
  const last = Math.max(...next);
  const steps: { node: Affine; index: number; target: number; sources: PlaneMap[]; scratch: PlaneMap }[] = [];
  for (let index = bend + 1; index <= last; index++) {
    const node = nodes[index] as Affine;
    const target = next.indexOf(index);
    const scratch = new Float64Array(target === -1 ? 3 * node.size : 0);
    steps.push({ node, index, target, sources: sourcesOf(node).map(() => maps[0]), scratch });
  }
  const own = next.indexOf(bend);
  const advance = (state: State, pieces: Uint8Array, out: State): void => {
    for (let i = 0; i < alive.length; i++) maps[alive[i]] = state[i];
    for (let i = 0; i < next.length; i++) if (carried[i] !== -1) out[i] = state[carried[i]];
    maps[bend] = own === -1 ? bent : out[own];
    applyPieces(nodes[bend] as Bend, pieces, state[0], 3, 2, maps[bend]);
    for (const { node, index, target, sources, scratch } of steps) {
      maps[index] = target === -1 ? scratch : out[target];
      const from = sourcesOf(node);
      for (let i = 0; i < from.length; i++) sources[i] = maps[from[i]];
      const kernel = kernels.get(index);
      if (kernel === undefined) applyToMaps(node, sources, maps[index]);
      else kernel.apply(sources[0], maps[index]);
    }
  };
  return { sizes: next.map((value) => nodes[value].size), carried, columns, column, advance };
}

/** The nodes that change with a bend while later bends are not reached. */
function dependants({ nodes }: PiecewiseAffineNetwork, bend: number): Set<number> {
  const found = new Set([bend]);
  for (let i = bend + 1; i < nodes.length && !isBend(nodes[i]); i++)
    if (sourcesOf(nodes[i]).some((from) => found.has(from))) found.add(i);
  return found;
}
