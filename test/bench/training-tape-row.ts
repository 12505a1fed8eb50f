import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import type { Case, Layer } from './training-row.ts';

/**
 * node test/bench/training-tape-row.ts CASE WARM-UP STEPS
 *
 * The same as `training-row.ts`, as a user of TensorFlow.js would write it: tf.layers with `trainOnBatch`, the replicates
 * in a loop.
 */
const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node');

function build({ input, layers }: Case) {
  const start = tf.input({ shape: input });
  let x = start;
  const normalize = () => {
    x = tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }).apply(x);
  };
  const relu = () => {
    x = tf.layers.reLU().apply(x);
  };
  const convolve = (filters: number, strides: number, kernelSize = 3) => {
    x = tf.layers.conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false }).apply(x);
  };
  const block = (filters: number, stride: number) => {
    const entry = x;
    convolve(filters, stride);
    normalize();
    relu();
    convolve(filters, 1);
    normalize();
    const main = x;
    x = entry;
    if (stride !== 1 || entry.shape.at(-1) !== filters) {
      convolve(filters, stride, 1);
      normalize();
    }
    x = tf.layers.add().apply([main, x]);
    relu();
  };
  const write = ([kind, units = 0, stride = 1]: Layer) => {
    if (kind === 'pool') x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x);
    else if (kind === 'average') x = tf.layers.globalAveragePooling2d({}).apply(x);
    else if (kind === 'flatten') x = tf.layers.flatten().apply(x);
    else if (kind === 'classes') x = tf.layers.dense({ units }).apply(x);
    else if (kind === 'block') block(units, stride);
    else {
      if (kind === 'dense') x = tf.layers.dense({ units, useBias: false }).apply(x);
      else convolve(units, 1);
      normalize();
      relu();
    }
  };
  for (const layer of layers) write(layer);
  const model = tf.model({ inputs: start, outputs: x });
  const loss = (labels: unknown, logits: unknown) => tf.losses.softmaxCrossEntropy(labels, logits);
  model.compile({ optimizer: tf.train.adam(1e-3), loss });
  return model;
}

const [given, warmUp, steps] = process.argv.slice(2);
const each: Case = JSON.parse(given);
const classes = each.layers.at(-1)![1] as number;
const models = Array.from({ length: each.replicates }, () => build(each));
const inputs = tf.randomNormal([each.batch, ...each.input], 0, 1, 'float32', 1);
const labels = tf.oneHot(
  Int32Array.from({ length: each.batch }, (_, i) => i % classes),
  classes,
);
const step = async () => {
  for (const model of models) await model.trainOnBatch(inputs, labels);
};
for (let i = 0; i < Number(warmUp); i++) await step();
const before = process.cpuUsage();
const times: number[] = [];
for (let i = 0; i < Number(steps); i++) {
  const start = performance.now();
  await step();
  times.push(performance.now() - start);
}
const { user, system } = process.cpuUsage(before);
const median = times.sort((a, b) => a - b)[times.length >> 1];
console.log(JSON.stringify({ median, cpu: (user + system) / 1000 / times.length }));
