/**
 * node test/bench/partition.ts [--json] [FILE or FOLDER …]
 *
 * Time of the partition of each network (default: test/oracles/partition), one thread: the first call in
 * this process, then, after a warm-up, the median and range of five. A count that is not the recorded one is an
 * error. Peak memory is that of the whole process so far, so give one file to have one network's.
 */
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Partition, partition } from '../../runtime/geometry/partition.ts';
import { oracleFiles, oracleFolder, readOracle } from '../runtime/geometry/oracle.ts';

const RUNS = 5;
/** Long enough for the compiler to have settled, also on networks of few cells. */
const WARM_UP_MILLISECONDS = 200;

interface Row {
  readonly name: string;
  readonly cells: number;
  readonly exact: boolean;
  /** microseconds a cell */
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** milliseconds of the first call */
  readonly first: number;
  /** megabytes */
  readonly peak: number;
}

function measure(path: string): Row {
  const { name, network, window, slice, expected } = readOracle(path);
  const cut = () => {
    const start = performance.now();
    const result = partition(network, window, { slice }) as Partition;
    return { milliseconds: performance.now() - start, result };
  };
  const { milliseconds: first, result } = cut();
  for (const start = performance.now(); performance.now() - start < WARM_UP_MILLISECONDS; ) cut();
  const times = Array.from({ length: RUNS }, () => (1000 * cut().milliseconds) / result.regions).sort(
    (a, b) => a - b,
  );
  return {
    name,
    cells: result.regions,
    exact: String(result.regionsAfterLayer) === String(expected.regionsAfterLayer),
    median: times[(RUNS - 1) / 2],
    least: times[0],
    most: times[RUNS - 1],
    first,
    peak: process.resourceUsage().maxRSS / 1024,
  };
}

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
const given = positionals.length > 0 ? positionals : [oracleFolder];
const files = given.flatMap((path) => (statSync(path).isDirectory() ? oracleFiles(path) : [path]));
const rows = files.map(measure);

if (values.json) {
  console.log(JSON.stringify(rows));
} else {
  const line = (...cells: string[]) =>
    console.log(cells.map((c, i) => (i === 0 ? c.padEnd(24) : c.padStart(13))).join(''));
  line('network', 'cells', 'counts', 'µs a cell', 'range of 5', 'first, ms', 'peak, MB');
  for (const { name, cells, exact, median, least, most, first, peak } of rows)
    line(
      name,
      cells.toLocaleString('en'),
      exact ? 'exact' : 'WRONG',
      median.toFixed(2),
      `${least.toFixed(2)}–${most.toFixed(2)}`,
      first.toFixed(1),
      peak.toFixed(0),
    );
}
if (rows.some(({ exact }) => !exact)) process.exitCode = 1;
