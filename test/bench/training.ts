import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { nativeEnvironment } from '../../runtime/tensorflow/environment.ts';
import { quietArguments } from '../../runtime/tensorflow/quiet.ts';
import type { Case, Layer, Timing } from './training-row.ts';

/**
 * npm run bench -- training [--json] [--steps N] [--only TEXT]
 *
 * Milliseconds of a training step: the median of 200 (or N) after a warm-up, everything in one run on this machine, each
 * contender in a process of its own. Ours is the trainer that experiments use, in workers of one thread: on two cores
 * replicates are shared between two, as a run does. Beside it tf.layers on tfjs-node with `trainOnBatch`, and PyTorch where
 * `import torch` works, with one and with two threads, of which the faster is taken. All train the same network with batch
 * norm and Adam. In brackets processor time, which says more on a busy machine.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean' },
      steps: { type: 'string', default: '200' },
      only: { type: 'string', default: '' },
    },
  });
  const steps = Number(values.steps);
  const python = pythons.find(
    (name) => spawnSync(name, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0,
  );
  if (!values.json) console.log(lineOf(['ms a step', 'ours', 'tf.layers', 'PyTorch', 'faster', 'to reach']));
  const rows = [];
  for (const { goal, ...each } of cases.filter(({ name }) => name.includes(values.only))) {
    const ours = await measureOurs(each, steps);
    const tape = await child(
      process.execPath,
      [...quietArguments, script('training-tape-row.ts')],
      each,
      steps,
    );
    const pytorch = python ? await measureTorch(python, each, steps) : undefined;
    const row = {
      name: each.name,
      ours,
      tape,
      pytorch,
      goal,
      times: { tape: tape.median / ours.median, pytorch: pytorch && pytorch.median / ours.median },
    };
    rows.push(row);
    if (!values.json) console.log(lineOf(columnsOf(row)));
  }
  if (values.json) console.log(JSON.stringify(rows));
}

/** The one on the path may be without the system's packages. */
const pythons = ['python3', '/usr/bin/python3'];

interface Goal {
  readonly tape?: number;
  readonly pytorch?: number;
}

const dense = (units: number, count: number): Layer[] =>
  Array.from({ length: count }, () => ['dense', units]);
const tiny: readonly Layer[] = [...dense(64, 3), ['classes', 2]];
const cases: readonly (Case & { readonly goal: Goal })[] = [
  {
    name: 'MLP 2-64×3-2',
    input: [2],
    layers: tiny,
    batch: 32,
    replicates: 1,
    goal: { tape: 35, pytorch: 3 },
  },
  { name: '16 × MLP 2-64×3-2', input: [2], layers: tiny, batch: 32, replicates: 16, goal: { pytorch: 12 } },
  {
    name: '16 × MLP 64-64×6-10',
    input: [64],
    layers: [...dense(64, 6), ['classes', 10]],
    batch: 64,
    replicates: 16,
    goal: { pytorch: 6 },
  },
  {
    name: 'MLP 784-256×3-10',
    input: [784],
    layers: [...dense(256, 3), ['classes', 10]],
    batch: 128,
    replicates: 1,
    goal: { tape: 7, pytorch: 1.25 },
  },
  {
    name: 'CNN 32, 64, 128',
    input: [28, 28, 1],
    layers: [['conv', 32], ['pool'], ['conv', 64], ['pool'], ['flatten'], ['dense', 128], ['classes', 10]],
    batch: 128,
    replicates: 1,
    goal: { tape: 2.4 },
  },
  {
    name: 'ResNet-8',
    input: [32, 32, 3],
    layers: [
      ['conv', 16],
      ['block', 16, 1],
      ['block', 32, 2],
      ['block', 64, 2],
      ['average'],
      ['classes', 10],
    ],
    batch: 128,
    replicates: 1,
    goal: { tape: 2 },
  },
];

/** Sixteen replicates are two cohorts in two processes at a time, whose slower one counts. */
async function measureOurs(each: Case, steps: number): Promise<Timing> {
  const halves =
    each.replicates > 1 ? [1, 2].map(() => ({ ...each, replicates: each.replicates / 2 })) : [each];
  const environment = nativeEnvironment(halves.length > 1 ? 1 : threadsFor(each));
  const all = await Promise.all(
    halves.map((half) =>
      child(process.execPath, [...quietArguments, script('training-row.ts')], half, steps, environment),
    ),
  );
  return {
    median: Math.max(...all.map(({ median }) => median)),
    cpu: all.reduce((sum, { cpu }) => sum + cpu, 0),
  };
}

/** A lone network of images would have both cores; what is small is fastest on one. */
const threadsFor = ({ input }: Case): number => (input.length === 3 ? 2 : 1);

async function measureTorch(python: string, each: Case, steps: number): Promise<Timing> {
  const one = await child(python, [script('training.py')], each, steps, {}, ['1']);
  const two = await child(python, [script('training.py')], each, steps, {}, ['2']);
  return one.median < two.median ? one : two;
}

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const start = promisify(execFile);

async function child(
  program: string,
  before: readonly string[],
  each: Case,
  steps: number,
  environment: Readonly<Record<string, string>> = { TF_CPP_MIN_LOG_LEVEL: '2' },
  after: readonly string[] = [],
): Promise<Timing> {
  const warmUp = Math.max(10, Math.round(steps / 4));
  const asked = [JSON.stringify(each), String(warmUp), String(steps), ...after];
  const { stdout } = await start(program, [...before, ...asked], { env: { ...process.env, ...environment } });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
}

function columnsOf({
  name,
  ours,
  tape,
  pytorch,
  times,
  goal,
}: {
  readonly name: string;
  readonly ours: Timing;
  readonly tape: Timing;
  readonly pytorch: Timing | undefined;
  readonly times: { readonly tape: number; readonly pytorch: number | undefined };
  readonly goal: Goal;
}): string[] {
  const shown = (timing: Timing | undefined) =>
    timing ? `${timing.median.toPrecision(3)} (${timing.cpu.toPrecision(3)})` : '';
  const both = (tapes: number | undefined, torches: number | undefined, digits: number) =>
    [tapes && `${tapes.toFixed(digits)}×`, torches && `${torches.toFixed(digits)}×`]
      .map((t) => t || '–')
      .join(' ');
  return [
    name,
    shown(ours),
    shown(tape),
    shown(pytorch),
    both(times.tape, times.pytorch, 1),
    both(goal.tape, goal.pytorch, 1),
  ];
}

const lineOf = (cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(22) : cell.padStart(16))).join('');
