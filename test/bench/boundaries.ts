import { parseArgs } from 'node:util';
import { nearestBoundary } from '../../runtime/geometry/boundaries.ts';
import { localComplexity, orthonormalise } from '../../runtime/geometry/complexity.ts';
import { randomNetwork, randomPoints, uniform } from '../runtime/geometry/networks.ts';

/**
 * npm run bench -- boundaries [--json] [--points N]
 *
 * Time of the exact distance to the nearest boundary and of local complexity at 10,000 points (or N) on one
 * thread: the median and range of three, after a warm-up. The network has six rectified layers of 256 units on 64
 * inputs, normal weights of variance 2 / inputs and normal biases of deviation 0.1. Points are like the digits of 8 × 8
 * pixels: whole sixteenths from 0 to 1, half of them 0. Local complexity takes 25 directions and radius 0.005. Sums
 * of the results are outside the timed part; they say whether two runs computed the same.
 */
export function run(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean' }, points: { type: 'string', default: '10000' } },
  });
  const count = Number(values.points);
  if (!(Number.isInteger(count) && count > 0))
    throw new Error(`--points takes a whole number from 1, not ${values.points}`);
  const points = digitsLike(count);
  const rows = Object.entries(measures).map(([name, measure]) => timed(name, measure, points));
  if (values.json) {
    console.log(JSON.stringify(rows));
    return;
  }
  console.log(
    `${count.toLocaleString('en')} points, 6 × 256 units`.padEnd(32),
    'seconds'.padStart(8),
    'range of 3'.padStart(14),
    'sum'.padStart(20),
  );
  for (const { name, median, least, most, sum } of rows)
    console.log(
      name.padEnd(32),
      median.toFixed(1).padStart(8),
      `${least.toFixed(1)}–${most.toFixed(1)}`.padStart(14),
      String(sum).padStart(20),
    );
}

const inputs = 64;
const network = randomNetwork([inputs, 256, 256, 256, 256, 256, 256], 0, 1, 0.1);
const frame = orthonormalise(randomPoints(25, inputs, 2), inputs);

/** What is timed; each returns the numbers that it found. */
const measures = {
  'distance to nearest boundary': (points: Float64Array) => nearestBoundary(network, points).distance,
  'local complexity': (points: Float64Array) => localComplexity(network, points, 0.005, () => frame),
};

function digitsLike(count: number): Float64Array {
  const next = uniform(3);
  return Float64Array.from({ length: count * inputs }, () => Math.max(0, Math.floor(34 * next()) - 17) / 16);
}

function timed(name: string, measure: (points: Float64Array) => ArrayLike<number>, points: Float64Array) {
  measure(points.subarray(0, 200 * inputs));
  const runs = [1, 2, 3].map(() => {
    const start = performance.now();
    const found = measure(points);
    return { seconds: (performance.now() - start) / 1000, found };
  });
  const [least, median, most] = runs.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const sum = Array.from(runs[0].found).reduce((total, value) => total + value, 0);
  return { name, points: points.length / inputs, median, least, most, sum };
}
