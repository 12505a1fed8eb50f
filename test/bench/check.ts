import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compile } from '../../compiler/compile.ts';

/**
 * npm run bench -- check [--json]
 *
 * Time of checking an experiment of about 1,000 lines: 24 cells, and as many measurements, claims and charts as fill
 * the file. In process the median and range of 20 after 10 to warm up; the whole command (a new process each time)
 * of 5 after 1. The number of steps of the plan is printed so that two runs can be compared.
 */
export function run(args: string[]): void {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
  const text = experiment(65);
  const source = { file: 'large.crease.yaml', text };
  const { plan, diagnostics } = compile([source], { numerics: 'bench' });
  if (!plan) throw new Error(`the fixture has mistakes: ${diagnostics[0].message}`);
  const rows = [
    { name: 'in process, warm', ...timed(10, 20, () => compile([source], { numerics: 'bench' })) },
    { name: 'whole command', ...wholeCommand(text) },
  ];
  const fixture = { lines: text.split('\n').length, steps: plan.steps.length };
  if (values.json) {
    console.log(JSON.stringify({ ...fixture, rows }));
    return;
  }
  console.log(
    `${fixture.lines} lines, ${fixture.steps} steps`.padEnd(24),
    'ms'.padStart(8),
    'range'.padStart(14),
  );
  for (const { name, median, least, most } of rows)
    console.log(
      name.padEnd(24),
      median.toFixed(0).padStart(8),
      `${least.toFixed(0)}–${most.toFixed(0)}`.padStart(14),
    );
}

function timed(warmUp: number, runs: number, work: () => unknown) {
  for (let i = 0; i < warmUp; i++) work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { median: times[runs >> 1], least: times[0], most: times[runs - 1] };
}

function wholeCommand(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'crease-bench-'));
  const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
  writeFileSync(join(folder, 'large.crease.yaml'), text);
  try {
    return timed(1, 5, () => {
      const { status, stderr } = spawnSync(process.execPath, [main, 'check'], {
        cwd: folder,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `count` measurements, each with a claim and a chart of its own. */
function experiment(count: number): string {
  const each = (make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i)).join('');
  return `crease: 1
title: A large experiment
replicates: 4
data:
  points: two_moons(count = 400, noise = 0.1, test = 50%)
axes:
  norm:
    plain: bias(normal(sd = 1))
    batch: batch_norm(epsilon = 1e-5, momentum = 0.9)
  rate: [1e-3, 3e-3, 1e-2]
network:
  input: points
  layers:
    - repeat: 4
      layers:
        - dense(32, bias = none)
        - norm
        - relu()
    - dense(points.classes)
train:
  data: points.train
  loss: cross_entropy()
  optimizer: adam(rate = rate)
  batch: 32
  epochs: 10
measure:
${each((i) => `  crowd_${i}:\n    value: boundaries_within(points.train, radius = log_range(0.01, ${1 + i}, count = 3))\n    by: layer\n`)}claims:
${each((i) => `  denser_${i}:\n    says: Creases are denser with statistics, by measure ${i}.\n    expect: mean(crowd_${i}, over = [layer, radius])[norm = batch] > mean(crowd_${i}, over = [layer, radius])[norm = plain]\n    per: rate\n`)}charts:
${each((i) => `  shown_${i}:\n    title: Creases by layer, measure ${i}\n    mark: line\n    encoding:\n      x: radius\n      y: crowd_${i}\n      color: norm\n      column: rate\n`)}`;
}
