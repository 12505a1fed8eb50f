import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { History } from '../end-to-end/review/history.ts';

/**
 * npm run bench -- diff [--json]
 *
 * Time of whole commands that compare two commits of an experiment of 10,000 trained cells, all of which changed:
 * the median and range of 5 after 1.
 */
export function run(args: string[]): void {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
  const history = new History();
  try {
    for (const rate of ['1e-2', '2e-2']) {
      history.write('large', experiment.replace('1e-2', rate));
      history.run('large', (arms, replicate) => Math.sin(replicate + arms.norm.length + Number(rate)));
      history.commit(rate);
    }
    const rows = [
      { name: 'diff', ...timed(history, ['diff', 'HEAD~1..HEAD', '--format', 'json']) },
      { name: 'report', ...timed(history, ['report', '--base', 'HEAD~1']) },
    ];
    const megabytes = statSync(history.path('large', '.results.json')).size / 1e6;
    if (values.json) console.log(JSON.stringify({ megabytes, rows }));
    else print(megabytes, rows);
  } finally {
    history.remove();
  }
}

interface Row {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

function print(megabytes: number, rows: readonly Row[]): void {
  console.log(`10,000 cells, ${megabytes.toFixed(1)} MB`.padEnd(24), 's'.padStart(6), 'range'.padStart(14));
  for (const { name, median, least, most } of rows)
    console.log(
      name.padEnd(24),
      median.toFixed(2).padStart(6),
      `${least.toFixed(2)}–${most.toFixed(2)}`.padStart(14),
    );
}

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

function timed({ folder }: History, command: readonly string[]): Omit<Row, 'name'> {
  const times = Array.from({ length: 6 }, () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [main, ...command], {
      cwd: folder,
      maxBuffer: 2 ** 28,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return (performance.now() - start) / 1000;
  });
  const counted = times.slice(1).sort((a, b) => a - b);
  return { median: counted[2], least: counted[0], most: counted[4] };
}

const experiment = `crease: 1
title: A large experiment
replicates: 1000
data:
  moons: two_moons(count = 400, noise = 0.2, test = 50%)
axes:
  norm:
    none: bias()
    batch: batch_norm()
  width: [4, 8, 16, 32, 64]
network:
  input: moons
  layers:
    - dense(width, bias = none)
    - norm
    - relu()
    - dense(moons.classes)
train:
  data: moons.train
  loss: cross_entropy()
  optimizer: adam(rate = 1e-2)
  batch: 20
  epochs: 4
measure:
  tested:
    value: accuracy(moons.test)
claims:
  better:
    says: It is better.
    expect: tested[norm = batch] > tested[norm = none]
    per: width
`;
