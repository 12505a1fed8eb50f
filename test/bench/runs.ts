import { spawnSync } from 'node:child_process';
import nodeFs, { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compile } from '../../compiler/compile.ts';
import type { Plan, Step } from '../../compiler/plan/plan.ts';
import { chooseBackend } from '../../runtime/backend.ts';
import type { Sealable } from '../../runtime/job.ts';
import type { NpyArray } from '../../runtime/store/record.ts';
import { openStore, type Sidecar } from '../../runtime/store/store.ts';

/**
 * npm run bench -- runs [--cells 1000,3000,10000] [--json]
 *
 * Time and memory of `crease plan` and of a `crease run` with nothing to do, each the best of 3 whole commands, on
 * stores of so many cells, each a training and two measurements, and on the two published experiments. Records of
 * the former are made up, without waiting for the disk; their `first run` collects the results that the no-op finds
 * written, and that of the latter computes everything.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { cells: { type: 'string', default: '1000,3000,10000' }, json: { type: 'boolean' } },
  });
  const { numerics } = await chooseBackend();
  const rows = values.cells
    .split(',')
    .map((cells) => bench(`${cells} cells`, [['sweep', sweep(Number(cells))]], numerics));
  rows.push(bench('two first experiments', published()));
  if (values.json) console.log(JSON.stringify(rows));
  else for (const row of rows) print(row);
}

interface Call {
  readonly seconds: number;
  /** Seconds of processor time: what the command takes on a machine with nothing else to do. */
  readonly processor: number;
  readonly megabytes: number;
}

interface Row {
  readonly name: string;
  readonly steps: number;
  readonly commands: Readonly<Record<string, Call>>;
}

/** @param numerics of the records that are made up; missing where the experiments are run for once */
function bench(name: string, experiments: readonly (readonly [string, string])[], numerics?: string): Row {
  const folder = mkdtempSync(join(tmpdir(), 'crease-bench-'));
  try {
    let steps = 0;
    for (const [file, text] of experiments) {
      writeFileSync(join(folder, `${file}.crease.yaml`), text);
      const { plan, diagnostics } = compile([{ file: `${file}.crease.yaml`, text }], {
        numerics: numerics ?? 'bench',
      });
      if (!plan) throw new Error(`${file} has mistakes: ${diagnostics[0].message}`);
      if (numerics !== undefined) fill(join(folder, '.crease'), plan);
      steps += plan.steps.length;
    }
    const commands = {
      'first run': best(1, folder, 'run', '--progress', 'none'),
      plan: best(3, folder, 'plan'),
      'no-op run': best(3, folder, 'run', '--progress', 'none'),
    };
    return { name, steps, commands };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print({ name, steps, commands }: Row): void {
  const figures = Object.entries(commands).map(
    ([command, { seconds, processor, megabytes }]) =>
      `${command} ${seconds.toFixed(2)} s (${processor.toFixed(2)} s of processor), ${megabytes} MB`,
  );
  console.log(`${name} (${steps} steps): ${figures.join('; ')}`);
}

/** The best of several calls of a command in a project. */
function best(times: number, cwd: string, ...command: string[]): Call {
  const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
  const probe = `process.on('exit',()=>{const{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage();process.stderr.write('\\nused '+maxRSS+' '+(userCPUTime+systemCPUTime))})`;
  const calls = Array.from({ length: times }, () => {
    const start = performance.now();
    const arguments_ = [`--import=data:text/javascript,${encodeURIComponent(probe)}`, main, ...command];
    const { status, stderr } = spawnSync(process.execPath, arguments_, { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`crease ${command.join(' ')} ended with ${status}: ${stderr}`);
    const seconds = (performance.now() - start) / 1000;
    const [kilobytes, microseconds] = /used (\d+) (\d+)/.exec(stderr)!.slice(1).map(Number);
    return { seconds, processor: microseconds / 1e6, megabytes: Math.round(kilobytes / 1000) };
  });
  return calls.sort((a, b) => a.seconds - b.seconds)[0];
}

/** Seals a made-up result for every step of a plan, in the shapes that the plan says. */
function fill(folder: string, plan: Plan): void {
  const store = openStore(folder, { fs: { ...nodeFs, fsyncSync: () => {} } });
  const machine = { platform: 'none', cpu: 'none', cores: 1, memoryGB: 1 };
  const sidecar: Sidecar = {
    ...{
      started: '2026-01-01T00:00:00.000Z',
      seconds: 1,
      host: 'bench',
      pid: 1,
      job: 'bench',
      source: 'bench',
    },
    ...{ kind: 'train', cost: 1, versions: {}, numerics: 'bench', machine },
  };
  for (const step of plan.steps) store.seal(madeUp(plan, step), sidecar);
}

function madeUp(plan: Plan, step: Step): Sealable {
  const seed = Number.parseInt(step.key.slice(0, 8), 16) / 2 ** 32;
  const array = (shape: readonly number[]): NpyArray => {
    const data = new Float64Array(shape.reduce((size, side) => size * side, 1));
    return { shape, data: data.map((_, i) => (seed + i / data.length) / 2) };
  };
  const own = {
    key: step.key,
    preimage: step.preimage,
    outcome: 'done',
    certificate: { residual: 1e-15 },
  } as const;
  if (step.kind === 'train')
    return { ...own, arrays: { loss: array([80]) }, weights: { '0.weights': array([64, 8]) } };
  const { indices } = plan.measurements[step.measurement];
  return { ...own, arrays: { value: array(indices.map(({ values }) => values?.length ?? 8)) } };
}

const published = () =>
  ['moving-creases', 'smart-start'].map((name): [string, string] => [
    name,
    readFileSync(new URL(`../../workflows/${name}.crease.yaml`, import.meta.url), 'utf8'),
  ]);

/** Ten arms of a tenth of the cells each. */
const sweep = (cells: number) => `crease: 1
title: A large sweep
seed: 1
replicates: ${cells / 10}
data:
  images: digits(test = 30%, validation = 10%)
axes:
  start:
    zero: zeros()
    random: normal(sd = 1)
  rate: [0.0001, 0.0003, 0.001, 0.003, 0.01]
network:
  input: images
  layers:
    - dense(32, bias = none)
    - bias(start)
    - relu()
    - dense(images.classes)
train:
  data: images.train
  loss: cross_entropy()
  optimizer: adam(rate = rate)
  batch: 64
  epochs: 5
measure:
  correct:
    value: accuracy(images.test)
  curve:
    value: accuracy(images.validation)
    every: 10 steps
claims:
  helps:
    says: A random start helps.
    expect: correct[start = random, rate = 0.001] > correct[start = zero, rate = 0.001]
charts:
  accuracy:
    title: Accuracy while training
    mark: line
    encoding:
      x: step
      y: curve
      color: start
      column: rate
`;
