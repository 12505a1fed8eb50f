import { Ends, visitDistances } from './boundaries.ts';
import { countPoints } from './forward.ts';
import { type LocalPlace, visitLocally } from './gradients.ts';
import { bendsOf, inputSize, outputSize, type PiecewiseAffineNetwork } from './network.ts';

export interface Margins {
  /** [n] least linearised distance to where another class is as large as the label's; negative where one is larger */
  readonly distance: Float64Array;
  /** [n] the class that it is to; −1 if there is no other */
  readonly rival: Int32Array;
  /** [n] 1 where the distance is exact: no further away than the boundary of the point's region */
  readonly exact: Uint8Array;
}

/**
 * The margin of a classifier at points [n][inputs] with labels [n]: min over j ≠ y of
 * (f_y − f_j) / ‖∇(f_y − f_j)‖ (Elsayed et al., arXiv 1803.05598; linearised). Inside the point's region the network
 * is affine, so that a margin of at most the distance to the nearest boundary is the exact distance to the
 * decision boundary; the margin of a point that is classified wrongly is never called exact. Where a
 * difference of outputs does not change at all it is ±Infinity, or 0 if they are equal.
 */
export function margins(
  network: PiecewiseAffineNetwork,
  points: Float64Array,
  labels: ArrayLike<number>,
): Margins {
  const n = countPoints(points, inputSize(network));
  const classes = outputSize(network);
  checkLabels(labels, n, classes);
  const result = {
    distance: new Float64Array(n).fill(Infinity),
    rival: new Int32Array(n).fill(-1),
    exact: new Uint8Array(n),
  };
  const ends = bendsOf(network).map((bend) => new Ends(bend));
  const squares = new Float64Array(classes);
  visitLocally(network, points, (place) => {
    const { point } = place;
    let nearest = Infinity;
    squares.fill(0);
    visitDistances(ends, withDifferences(place, labels[point], squares), (_, __, distances) => {
      for (const distance of distances) nearest = Math.min(nearest, distance);
    });
    const outputs = place.values[place.values.length - 1];
    for (let j = 0; j < classes; j++) {
      if (j === labels[point]) continue;
      const distance = quotient(outputs[labels[point]] - outputs[j], Math.sqrt(squares[j]));
      if (result.rival[point] !== -1 && distance >= result.distance[point]) continue;
      result.distance[point] = distance;
      result.rival[point] = j;
    }
    result.exact[point] = result.distance[point] >= 0 && result.distance[point] <= nearest ? 1 : 0;
  });
  return result;
}

/** The place, adding up ‖∇(f_y − f_j)‖² of every class while its Jacobian goes by. */
function withDifferences(place: LocalPlace, label: number, squares: Float64Array): LocalPlace {
  const classes = squares.length;
  return {
    ...place,
    forJacobian: (visit) =>
      place.forJacobian((jacobian, count) => {
        const rows = jacobian[jacobian.length - 1];
        for (let at = 0; at < rows.length; at += classes)
          for (let j = 0; j < classes; j++) squares[j] += (rows[at + label] - rows[at + j]) ** 2;
        visit(jacobian, count);
      }),
  };
}

const quotient = (value: number, norm: number) => (value === 0 ? 0 : value / norm);

function checkLabels(labels: ArrayLike<number>, n: number, classes: number): void {
  if (labels.length !== n) throw new RangeError(`${n} points need ${n} labels, not ${labels.length}.`);
  const odd = Array.from(labels).find((label) => !(Number.isInteger(label) && label >= 0 && label < classes));
  if (odd !== undefined)
    throw new RangeError(
      `Label ${odd} names none of the network's ${classes} outputs, which are counted from 0.`,
    );
}
