import { Ends, indexOfLeast, visitDistances } from './boundaries.ts';
import { countPoints } from './forward.ts';
import { type LocalPlace, visitLocally } from './gradients.ts';
import { type Activation, type Bend, bendsOf, inputSize, type PiecewiseAffineNetwork } from './network.ts';

/**
 * Receives, for one point and one pair of layers, by how much (radians) each unit's boundary of the layer
 * `folded` turns where it crosses the boundary of one unit of layer `crossed`; the dihedral angle is π minus that. NaN
 * for a unit without a boundary on either side. The array is reused.
 */
export type FoldVisitor = (
  point: number,
  crossed: { readonly layer: number; readonly unit: number },
  folded: number,
  angles: Float64Array,
) => void;

/**
 * Visits, at points [n][inputs], the folding angles of every layer of activations along the nearest boundary
 * (linearised) of the layer before it: n and n' are the gradients of a unit's pre-activation with the pattern
 * of the point and with the nearest unit of the layer before on its next piece, θ = ∠(n, n'). For two dense
 * layers with normalization that is n = Σ v_k q_k w_k / σ_k, n' = n − (1 − η) v_i w_i / σ_i (Balestriero &
 * Baraniuk 2022; the formula is our own). Only one unit is crossed, also
 * where boundaries of several coincide. Without a boundary in the layer before nothing is visited.
 */
export function visitFolds(network: PiecewiseAffineNetwork, points: Float64Array, visit: FoldVisitor): void {
  const bends = bendsOf(network);
  const ends = bends.map((bend) => new Ends(bend));
  const folds = bends.map((bend, l) =>
    l > 0 && bend.kind === 'activation' ? new Fold(network, bends[l - 1], bend) : undefined,
  );
  visitLocally(network, points, (place) => {
    visitDistances(ends, place, (_, l, distances) => {
      const unit = indexOfLeast(distances);
      folds[l + 1]?.start(place, distances[unit] < Infinity ? unit : -1, ends[l]);
    });
    const begun = folds.filter((fold) => fold?.begun);
    if (begun.length > 0)
      place.forJacobian((jacobian, count) => {
        for (const fold of begun) fold!.add(jacobian, count);
      });
    for (const [l, fold] of folds.entries())
      if (fold?.begun) visit(place.point, { layer: l - 1, unit: fold.unit }, l, fold.angles());
  });
}

/** The angles of one layer's boundaries where they cross one boundary of another layer. */
class Fold {
  begun = false;
  unit = -1;
  private readonly crossed: Bend;
  private readonly folded: Activation;
  private readonly node: number;
  private readonly direction: Float64Array;
  private jump: ReturnType<Ends['jump']> = [];
  /** ‖jump‖², and for each folded unit its change with the crossed unit, ‖n‖² and ⟨n, jump⟩ */
  private jumpSquare = 0;
  private readonly response: Float64Array;
  private readonly squares: Float64Array;
  private readonly products: Float64Array;
  /** ‖n'‖² and ⟨n, n'⟩ */
  private readonly nextSquares: Float64Array;
  private readonly nextProducts: Float64Array;
  private readonly angle: Float64Array;

  constructor(network: PiecewiseAffineNetwork, crossed: Bend, folded: Activation) {
    this.crossed = crossed;
    this.folded = folded;
    this.node = network.nodes.indexOf(crossed);
    this.direction = new Float64Array(crossed.size);
    this.response = new Float64Array(folded.size);
    this.squares = new Float64Array(folded.size);
    this.products = new Float64Array(folded.size);
    this.nextSquares = new Float64Array(folded.size);
    this.nextProducts = new Float64Array(folded.size);
    this.angle = new Float64Array(folded.size);
  }

  /** Unit −1 is none. */
  start(place: LocalPlace, unit: number, ends: Ends): void {
    this.begun = unit !== -1;
    this.unit = unit;
    if (!this.begun) return;
    this.jump = ends.jump(unit);
    this.direction.fill(0);
    this.direction[unit] = 1;
    this.response.set(place.along(this.direction, this.node)[this.folded.from]);
    this.jumpSquare = 0;
    for (const sums of [this.squares, this.products, this.nextSquares, this.nextProducts]) sums.fill(0);
  }

  add(jacobian: readonly Float64Array[], count: number): void {
    const { squares, products, nextSquares, nextProducts, response, folded } = this;
    const before = jacobian[this.crossed.from];
    const rows = jacobian[folded.from];
    const width = before.length / count;
    for (let r = 0; r < count; r++) {
      const jump = this.jump.reduce(
        (sum, { column, factor }) => sum + factor * before[r * width + column],
        0,
      );
      this.jumpSquare += jump * jump;
      for (let j = 0; j < folded.size; j++) {
        const n = rows[r * folded.size + j];
        const next = n + response[j] * jump;
        squares[j] += n * n;
        products[j] += n * jump;
        nextSquares[j] += next * next;
        nextProducts[j] += n * next;
      }
    }
  }

  angles(): Float64Array {
    const { squares, products, nextSquares, nextProducts, jumpSquare, response, angle } = this;
    for (let j = 0; j < angle.length; j++) {
      const [n, next, change] = [squares[j], nextSquares[j], response[j] ** 2 * jumpSquare];
      // |n × n'| in two ways that are equal; the smaller factor loses fewer digits, of small angles above all.
      const square =
        change < next
          ? response[j] ** 2 * (n * jumpSquare - products[j] ** 2)
          : n * next - nextProducts[j] ** 2;
      angle[j] = n > 0 && next > 0 ? Math.atan2(Math.sqrt(Math.max(0, square)), nextProducts[j]) : NaN;
    }
    return angle;
  }
}

export interface FoldingAngles {
  readonly layers: number;
  /** [n][layers] mean over a layer's units, in radians: 0 in the first layer, NaN where none has an angle */
  readonly mean: Float64Array;
}

/** Mean folding angle of every layer at points [n][inputs], along the nearest boundary of the layer before it. */
export function foldingAngles(network: PiecewiseAffineNetwork, points: Float64Array): FoldingAngles {
  const layers = bendsOf(network).length;
  const n = countPoints(points, inputSize(network));
  const mean = new Float64Array(n * layers);
  for (let at = 0; at < mean.length; at++) if (at % layers > 0) mean[at] = NaN;
  visitFolds(network, points, (point, _, layer, angles) => {
    const known = angles.filter((angle) => !Number.isNaN(angle));
    mean[point * layers + layer] = known.reduce((sum, angle) => sum + angle, 0) / known.length;
  });
  return { layers, mean };
}
