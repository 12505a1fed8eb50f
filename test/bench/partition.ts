import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { oracleFiles, oracleFolder } from '../runtime/geometry/oracle.ts';
import type { Case, Row } from './partition-row.ts';

/**
 * npm run bench -- partition [--json] [FILE or FOLDER …]
 *
 * Time and memory of partitions, each network in a process of its own: the first call of the process, then,
 * after a warm-up, the median and range of five; one thread, two, two processes with a partition each, and one
 * thread that streams. Without files: the networks of test/oracles/partition, then growth with width and with
 * depth. A count that is not the recorded one is an error.
 */
export function run(args: string[]): void {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  });
  const given = positionals.length > 0 ? positionals : [oracleFolder];
  const files = given.flatMap((path) => (statSync(path).isDirectory() ? oracleFiles(path) : [path]));
  const growth = positionals.length > 0 ? [] : [...widths, ...depths];
  const cases: Case[] = [...files.map((path) => ({ path })), ...growth];
  if (!values.json) console.log(lineOf(Object.keys(columns)));
  const rows = cases.map((each) => {
    const row = measure(each);
    if (!values.json) console.log(lineOf(Object.values(columns).map((text) => text(row))));
    return row;
  });
  if (values.json) console.log(JSON.stringify(rows));
  if (rows.some(({ exact }) => exact === false)) process.exitCode = 1;
}

/** Hidden layers of random networks with batch normalization folded in. */
const widths: Case[] = [16, 32, 64, 128, 256].map((width) => ({ hidden: [width, width, width] }));
const depths: Case[] = [1, 2, 3, 4, 5, 6, 7, 8].map((depth) => ({
  hidden: Array.from({ length: depth }, () => 64),
}));

const rowScript = fileURLToPath(new URL('partition-row.ts', import.meta.url));

/** Peak megabytes of processes that cut once and that stream once, Node's own 60 included. */
interface Peaks {
  readonly peak: number;
  readonly streamedPeak: number;
}

function measure(each: Case): Row & Peaks {
  const ask = (...mode: string[]) =>
    JSON.parse(
      execFileSync(process.execPath, [rowScript, JSON.stringify(each), ...mode], { encoding: 'utf8' }),
    );
  return { ...ask(), peak: ask('whole'), streamedPeak: ask('streamed') };
}

const columns: Record<string, (row: Row & Peaks) => string> = {
  network: ({ name }) => name,
  cells: ({ cells }) => cells.toLocaleString('en'),
  counts: ({ exact }) => (exact === undefined ? '' : exact ? 'exact' : 'WRONG'),
  'µs a cell': ({ one }) => one.median.toFixed(2),
  'range of 5': ({ one }) => `${one.least.toFixed(2)}–${one.most.toFixed(2)}`,
  'cells a s': ({ one }) => Math.round(1e6 / one.median).toLocaleString('en'),
  'first, ms': ({ first }) => first.toFixed(1),
  '2 threads': ({ one, two }) => `${(one.median / two.median).toFixed(2)}×`,
  '2 processes': ({ processes }) => `${processes.toFixed(2)}×`,
  streamed: ({ streamed }) => streamed.median.toFixed(2),
  'peak, MB': ({ peak }) => peak.toFixed(0),
  'streamed, MB': ({ streamedPeak }) => streamedPeak.toFixed(0),
};

const lineOf = (cells: readonly string[]): string =>
  cells.map((c, i) => (i === 0 ? c.padEnd(24) : c.padStart(13))).join('');
