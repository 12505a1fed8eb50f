import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import type { TrainingSpec } from '../../compiler/plan/plan.ts';
import { initialVariables, inSinglePrecision } from '../../runtime/train/initialize.ts';
import { trainCohort } from '../../runtime/train/train.ts';
import { batchNorm, dense, networkOf, relu, somePoints } from '../runtime/networks.ts';
import { construct } from '../support/construct.ts';

/**
 * npm run bench -- memory [--json] [--steps N]
 *
 * What a training of 10,000 (or N) steps of a tiny network keeps: tensors, and megabytes of the process, after each tenth of
 * it, with a checkpoint there. An error where a tensor more is alive at the end than after the first tenth.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean' }, steps: { type: 'string', default: '10000' } },
  });
  const steps = Number(values.steps);
  const data = { ...somePoints(64, 2), labels: Int32Array.from({ length: 64 }, (_, i) => i % 2) };
  const network = networkOf(2, dense(8), batchNorm(), relu, dense(2));
  const training: TrainingSpec = {
    data: { data: 'points', part: 'all' },
    loss: construct('cross_entropy'),
    optimizer: construct('adam', { rate: 1e-3 }),
    batch: 16,
    epochs: steps / 4,
    steps,
  };
  const initial = inSinglePrecision(initialVariables(network, 1, 1, data));
  const rows: { step: number; tensors: number; megabytes: number }[] = [];
  await trainCohort([{ network, training, replicate: 1, initial, stops: [steps] }], {
    data,
    seed: 1,
    backend: 'tensorflow',
    onState: () => {},
    onStep: () => {},
    checkpoints: {
      due: (step) => step % Math.ceil(steps / 10) === 0,
      save: ([{ step }]) => void rows.push({ step, ...held() }),
    },
  });
  if (values.json) console.log(JSON.stringify(rows));
  else
    for (const { step, tensors, megabytes } of rows)
      console.log(`${step} steps: ${tensors} tensors, ${megabytes} MB`);
  if (rows.at(-1)!.tensors > rows[0].tensors) process.exitCode = 1;
}

function held() {
  const { numTensors } = createRequire(import.meta.url)('@tensorflow/tfjs-core').memory();
  return { tensors: numTensors, megabytes: Math.round(process.memoryUsage().rss / 1e6) };
}
