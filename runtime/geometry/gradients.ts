import { Carrier, emptyPattern, type Pattern, patternOfRow, rowOf, withFewerInputs } from './carry.ts';
import { countPoints, evaluate } from './forward.ts';
import { inputSize, type PiecewiseAffineNetwork } from './network.ts';

/** One point, the affine map around it, and the gradients of every value, some directions at a time. */
export interface LocalPlace {
  /** Its place among the points. */
  readonly point: number;
  /** Of every node at the point. */
  readonly values: readonly Float64Array[];
  readonly pattern: Pattern;
  /**
   * Calls `visit` with rows of the Jacobian of every node, [count][size]: derivatives along an orthonormal
   * basis of all directions in which anything changes. All calls together go through the whole basis.
   */
  readonly forJacobian: (visit: (jacobian: readonly Float64Array[], count: number) => void) => void;
  /** How every node changes, [size], with one that is changed by `direction`; what comes before it does not. */
  readonly along: (direction: Float64Array, node: number) => readonly Float64Array[];
}

/**
 * Visits points [n][inputs] one after the other with the affine map around each. Arrays are reused: memory
 * does not grow with n, and the Jacobian's is bounded whatever the network.
 */
export function visitLocally(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
  visit: (place: LocalPlace) => void,
): void {
  countPoints(points, inputSize(network));
  const fewer = withFewerInputs(network);
  const basis = new Basis(fewer);
  const pattern = emptyPattern(network);
  const single = new Carrier(fewer, 1);
  evaluate(network, points, (block, first, rows) => {
    for (let r = 0; r < rows; r++) {
      patternOfRow(network, block, r, pattern);
      visit({
        point: first + r,
        values: block.map((values, i) => rowOf(values, r, network.nodes[i].size)),
        pattern,
        forJacobian: (show) => basis.carry(pattern, show),
        along: (direction, node) => single.carry(pattern, direction, 1, node),
      });
    }
  });
}

/** Carries the standard basis of the inputs, from one pattern to the next. */
class Basis {
  private readonly carrier: Carrier;
  private readonly size: number;
  private started = false;

  constructor(network: PiecewiseAffineNetwork) {
    this.size = inputSize(network);
    this.carrier = new Carrier(network, this.size);
  }

  carry(pattern: Pattern, visit: (jacobian: readonly Float64Array[], count: number) => void): void {
    const { carrier, size } = this;
    if (this.started && carrier.most === size) {
      visit(carrier.again(pattern, size), size);
      return;
    }
    this.started = true;
    for (let d = 0; d < size; d += carrier.most) {
      const count = Math.min(carrier.most, size - d);
      const directions = new Float64Array(count * size);
      for (let i = 0; i < count; i++) directions[i * size + d + i] = 1;
      visit(carrier.carry(pattern, directions, count), count);
    }
  }
}
