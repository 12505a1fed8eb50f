/**
 * node test/bench/partition-row.ts CASE [whole | streamed | rate]
 *
 * Times of one network, as JSON, in a process of its own: CASE is `{"path": …}` of an oracle or
 * `{"hidden": [widths]}` of a random network. With `whole` or `streamed`: the peak memory of a single call, in
 * megabytes. With `rate`: says that it is warm, waits for a byte on standard input and tells its calls a second.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { chain, type PiecewiseAffineNetwork } from '../../runtime/geometry/network.ts';
import { type Partition, partition, streamPartition } from '../../runtime/geometry/partition.ts';
import type { Slice } from '../../runtime/geometry/slice.ts';
import { openGeometryWorkers } from '../../runtime/geometry-workers/pool.ts';
import { normal, uniform } from '../runtime/geometry/networks.ts';
import { readOracle } from '../runtime/geometry/oracle.ts';

export type Case = { readonly path: string } | { readonly hidden: readonly number[] };

/** Microseconds a cell. */
export interface Times {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Row {
  readonly name: string;
  readonly cells: number;
  /** undefined where no counts are known */
  readonly exact: boolean | undefined;
  /** milliseconds of the first call */
  readonly first: number;
  readonly one: Times;
  readonly two: Times;
  /** Partitions a second of two processes at once, each its own, relative to one alone. */
  readonly processes: number;
  readonly streamed: Times;
}

interface Subject {
  readonly name: string;
  readonly network: PiecewiseAffineNetwork;
  readonly window: readonly number[];
  readonly slice: Slice | undefined;
  readonly expected?: readonly number[];
}

const RUNS = 5;
/** Long enough for the compiler to have settled, also on networks of few cells. */
const WARM_UP_MILLISECONDS = 200;
const RATE_MILLISECONDS = 600;

function subjectOf(each: Case): Subject {
  if ('hidden' in each) return randomSubject(each.hidden);
  const { network, window, slice, expected } = readOracle(each.path);
  const name = basename(each.path, '.json');
  return { name, network, window, slice, expected: expected.regionsAfterLayer };
}

/** Gaussian weights, leaky ReLU 0.01, each unit centred and scaled over 1000 points of the window. */
function randomSubject(hidden: readonly number[]): Subject {
  const next = normal(hidden.length * 1000 + hidden[0]);
  const draw = uniform(hidden[0]);
  const slope = 0.01;
  let values = Array.from({ length: 1000 }, () => [2 * draw() - 1, 2 * draw() - 1]);
  const layers = hidden.map((outputs) => {
    const inputs = values[0].length;
    const weights = new Float64Array(outputs * inputs);
    const bias = new Float64Array(outputs);
    const rows = Array.from({ length: outputs }, (_, o) => {
      const w = Float64Array.from({ length: inputs }, next);
      const h = values.map((z) => z.reduce((sum, x, i) => sum + x * w[i], 0));
      const mean = h.reduce((sum, x) => sum + x, 0) / h.length;
      const deviation = Math.sqrt(h.reduce((sum, x) => sum + (x - mean) ** 2, 0) / h.length);
      // A little off the mean, as a trained offset is: otherwise all lines of the first layer would meet.
      const offset = 0.3 * next();
      weights.set(
        w.map((x) => x / deviation),
        o * inputs,
      );
      bias[o] = offset - mean / deviation;
      return h.map((x) => (x - mean) / deviation + offset);
    });
    values = values.map((_, p) => rows.map((h) => (h[p] > 0 ? h[p] : slope * h[p])));
    return { inputs, outputs, weights, bias, slope };
  });
  const name = `random 2-${hidden[0]}x${hidden.length}`;
  return { name, network: chain(2, layers), window: [-1, -1, 1, -1, 1, 1, -1, 1], slice: undefined };
}

async function measure(each: Case): Promise<Row> {
  const { name, network, window, slice, expected } = subjectOf(each);
  const cut = () => partition(network, window, { slice }) as Partition;
  const start = performance.now();
  const { regions, regionsAfterLayer } = cut();
  const first = performance.now() - start;
  const one = await timesOf(regions, cut);
  const streamed = await timesOf(regions, () => streamPartition(network, window, () => {}, { slice }));
  const workers = openGeometryWorkers(2);
  const two = await timesOf(regions, () => workers.partition(network, window, { slice }));
  await workers.close();
  const processes = await rateOfTwo(each, cut);
  return {
    name,
    cells: regions,
    exact: expected && String(regionsAfterLayer) === String(expected),
    first,
    one,
    two,
    processes,
    streamed,
  };
}

/** Calls a second of this process and of another at the same time, relative to this one alone. */
async function rateOfTwo(each: Case, cut: () => unknown): Promise<number> {
  const alone = callsASecond(cut);
  const other = spawn(process.execPath, [import.meta.filename, JSON.stringify(each), 'rate'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await lineOf(other);
  other.stdin.write('\n');
  const answer = lineOf(other);
  return (callsASecond(cut) + Number(await answer)) / alone;
}

const lineOf = async ({ stdout }: ChildProcess): Promise<string> =>
  String((await once(stdout!, 'data'))[0]).trim();

function callsASecond(cut: () => unknown): number {
  const start = performance.now();
  let calls = 0;
  while (performance.now() - start < RATE_MILLISECONDS) {
    cut();
    calls++;
  }
  return (1000 * calls) / (performance.now() - start);
}

async function timesOf(cells: number, cut: () => unknown): Promise<Times> {
  for (const start = performance.now(); performance.now() - start < WARM_UP_MILLISECONDS; ) await cut();
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const start = performance.now();
    await cut();
    times.push((1000 * (performance.now() - start)) / cells);
  }
  times.sort((a, b) => a - b);
  return { median: times[(RUNS - 1) / 2], least: times[0], most: times[RUNS - 1] };
}

const [text, mode] = process.argv.slice(2);
const each = JSON.parse(text) as Case;
if (mode === undefined) {
  console.log(JSON.stringify(await measure(each)));
} else if (mode === 'rate') {
  const { network, window, slice } = subjectOf(each);
  const cut = () => partition(network, window, { slice });
  callsASecond(cut);
  console.log('warm');
  await once(process.stdin, 'data');
  console.log(callsASecond(cut));
  process.exit();
} else {
  const { network, window, slice } = subjectOf(each);
  if (mode === 'whole') partition(network, window, { slice });
  else streamPartition(network, window, () => {}, { slice });
  console.log(process.resourceUsage().maxRSS / 1024);
}
