import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { forward } from '../../../runtime/geometry/forward.ts';
import { readNetworkFile } from '../../../runtime/networks/read.ts';
import { stream } from '../../../runtime/random/stream.ts';
import { folderOf } from './safetensors-file.ts';

const random = stream(11, 'networks', 'model');
const uniforms = (count: number) => Float32Array.from({ length: count }, () => 2 * random.uniform() - 1);
const product = (shape: readonly (number | null)[]) => shape.reduce<number>((p, n) => p * (n ?? 1), 1);

/** Gives every weight a drawn value (variances positive ones), so that none keeps a telling start. */
function shuffle(model: layers.LayersModel): void {
  for (const layer of model.layers)
    layer.setWeights(
      layer.weights.map((weight) => {
        const drawn = uniforms(product(weight.shape));
        const positive = weight.originalName.endsWith('moving_variance');
        return tf.tensor(positive ? drawn.map((v) => 1.5 + v) : drawn, weight.shape as number[]);
      }),
    );
}

/** Saves as TensorFlow.js does, the weights in shards of unequal length; gives the path of model.json. */
async function save(model: layers.LayersModel): Promise<string> {
  const folder = folderOf({});
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const bytes = new Uint8Array(weightData as ArrayBuffer);
      const cut = Math.floor(bytes.length / 3) + 1;
      writeFileSync(join(folder, 'a.bin'), bytes.subarray(0, cut));
      writeFileSync(join(folder, 'b.bin'), bytes.subarray(cut));
      const weightsManifest = [{ paths: ['a.bin', 'b.bin'], weights: weightSpecs }];
      writeFileSync(
        join(folder, 'model.json'),
        JSON.stringify({ format: 'layers-model', modelTopology, weightsManifest }),
      );
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  return join(folder, 'model.json');
}

/** Compares the network that is read with what TensorFlow.js predicts at drawn points. */
async function expectSame(model: layers.LayersModel, strip?: layers.SymbolicTensor): Promise<string> {
  shuffle(model);
  const path = await save(model);
  const { network, inputShape } = readNetworkFile(path);
  const points = uniforms(20 * product(inputShape));
  const bare = strip ? layers.model({ inputs: model.inputs, outputs: strip }) : model;
  const predicted = (bare.predict(tf.tensor(points, [20, ...inputShape])) as tf.Tensor).dataSync();
  const own = forward(network, Float64Array.from(points));
  expect(own.length).toBe(predicted.length);
  const scale = Math.max(...Array.from(predicted, Math.abs));
  // TensorFlow.js computes in 32 bits.
  for (const [i, value] of own.entries()) expect(Math.abs(value - predicted[i])).toBeLessThan(2e-5 * scale);
  return path;
}

beforeAll(async () => {
  // Its banner is for people.
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

describe('models that TensorFlow.js saved give what TensorFlow.js predicts', () => {
  it('a Sequential of dense layers', async () => {
    const l = layers.layers;
    await expectSame(
      layers.sequential({
        layers: [
          l.dense({ units: 7, inputShape: [3] }),
          l.batchNormalization({ epsilon: 0.01 }),
          l.leakyReLU({ alpha: 0.2 }),
          l.dropout({ rate: 0.5 }),
          l.dense({ units: 5, activation: 'relu6', useBias: false }),
          l.dense({ units: 4, activation: 'hardSigmoid' }),
          l.reLU({ maxValue: 0.7 }),
          l.dense({ units: 2, activation: 'linear' }),
        ],
      }),
    );
  });

  it('a Sequential of convolutions, with paddings of both kinds and pooling', async () => {
    const l = layers.layers;
    await expectSame(
      layers.sequential({
        layers: [
          l.conv2d({ filters: 4, kernelSize: [3, 2], strides: 2, padding: 'same', inputShape: [8, 7, 2] }),
          l.activation({ activation: 'relu' }),
          l.conv2d({ filters: 3, kernelSize: 2, dilationRate: 2, activation: 'relu', padding: 'same' }),
          l.maxPooling2d({ poolSize: 2, strides: 1, padding: 'same' }),
          l.batchNormalization({ scale: true }),
          l.zeroPadding2d({
            padding: [
              [1, 0],
              [0, 2],
            ],
          }),
          l.averagePooling2d({ poolSize: [2, 3], strides: 2, padding: 'same' }),
          l.flatten(),
          l.dense({ units: 3 }),
        ],
      }),
    );
  });

  it('a Functional model with a residual sum and one layer used twice', async () => {
    const l = layers.layers;
    const input = layers.input({ shape: [6, 6, 1] });
    const start = l.conv2d({ filters: 3, kernelSize: 3, padding: 'same' }).apply(input);
    const twice = l.conv2d({ filters: 3, kernelSize: 3, padding: 'same', activation: 'relu' });
    const deep = twice.apply(twice.apply(start)) as layers.SymbolicTensor;
    const sum = l.add().apply([start as layers.SymbolicTensor, deep]);
    const pooled = l.globalAveragePooling2d({}).apply(sum);
    const output = l.dense({ units: 4 }).apply(pooled) as layers.SymbolicTensor;
    await expectSame(layers.model({ inputs: input, outputs: output }));
  });

  it('a classifier without its softmax, and says so', async () => {
    const l = layers.layers;
    const input = layers.input({ shape: [2] });
    const scores = l
      .dense({ units: 3 })
      .apply(l.dense({ units: 8, activation: 'relu' }).apply(input)) as layers.SymbolicTensor;
    const output = l.softmax().apply(scores) as layers.SymbolicTensor;
    const path = await expectSame(layers.model({ inputs: input, outputs: output }), scores);
    expect(readNetworkFile(path).notes).toEqual([expect.stringMatching(/softmax.*left off/)]);
  });
});

/** A model.json by hand: one dense layer 2 → 1 with its numbers stored as given. */
function byHand(weight: object, bytes: Uint8Array, more: object = {}, layer: object = {}): string {
  const dense = { name: 'd', units: 1, use_bias: false, batch_input_shape: [null, 2], ...layer };
  const folder = folderOf({
    'w.bin': bytes,
    'model.json': JSON.stringify({
      modelTopology: {
        model_config: {
          class_name: 'Sequential',
          config: { layers: [{ class_name: 'Dense', config: dense }] },
        },
      },
      weightsManifest: [{ paths: ['w.bin'], weights: [{ name: 'd/kernel', shape: [2, 1], ...weight }] }],
      ...more,
    }),
  });
  return join(folder, 'model.json');
}
const floats = new Uint8Array(Float32Array.of(3, -4).buffer);
const answers = (path: string) => [...forward(readNetworkFile(path).network, Float64Array.of(1, 0, 0, 1))];

describe('weights that were made smaller', () => {
  it('in 8 bits are q·scale + min', () => {
    const quantization = { dtype: 'uint8', scale: 0.5, min: -4 };
    expect(answers(byHand({ dtype: 'float32', quantization }, Uint8Array.of(14, 0)))).toEqual([3, -4]);
  });

  it('in 16-bit floats are themselves', () => {
    const quantization = { dtype: 'float16' };
    const bytes = Uint8Array.of(0x00, 0x42, 0x00, 0xc4);
    expect(answers(byHand({ dtype: 'float32', quantization }, bytes))).toEqual([3, -4]);
  });
});

describe('what is wrong with a model is said with file, layer and tensor', () => {
  const refusal = (path: string) => {
    try {
      readNetworkFile(path);
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing';
  };
  const plain = { dtype: 'float32' };

  it('weights that end too soon', () => {
    const path = byHand(plain, floats);
    truncateSync(path.replace('model.json', 'w.bin'), 5);
    expect(refusal(path)).toMatch(/model\.json: the tensor "d\/kernel": it ends at byte 8 .* only 5/);
  });

  it('weights that are too many', () => {
    expect(refusal(byHand(plain, new Uint8Array(12)))).toMatch(/has 12 bytes, but its tensors take 8/);
  });

  it('a shape that does not fit', () => {
    expect(refusal(byHand({ ...plain, shape: [1, 2] }, floats))).toMatch(
      /model\.json: d: the tensor "d\/kernel" has shape \[1, 2\], but the layer needs \[2, 1\]/,
    );
  });

  it('a missing tensor', () => {
    expect(refusal(byHand(plain, floats, {}, { use_bias: true }))).toMatch(
      /model\.json: d: there is no tensor "d\/bias"\. The file has d\/kernel/,
    );
  });

  it('a smooth activation before the end, and a layer that is not read', () => {
    const add = (path: string, layer: object) => {
      const model = JSON.parse(readFileSync(path, 'utf8'));
      model.modelTopology.model_config.config.layers.push(layer);
      writeFileSync(path, JSON.stringify(model));
      return refusal(path);
    };
    const relu = { class_name: 'ReLU', config: { name: 'r' } };
    expect(add(byHand(plain, floats, {}, { activation: 'tanh' }), relu)).toMatch(
      /model\.json: d: its tanh is smooth and has layers after it/,
    );
    const lstm = { class_name: 'LSTM', config: { name: 'memory' } };
    expect(add(byHand(plain, floats), lstm)).toMatch(
      /model\.json: memory: layers of class LSTM are not read/,
    );
  });

  it('a graph model', () => {
    expect(refusal(byHand(plain, floats, { format: 'graph-model' }))).toMatch(
      /--output_format=tfjs_layers_model/,
    );
  });

  it.each(['../w.bin', '/etc/hostname', 'deep/../../w.bin'])('weights outside its folder: %s', (name) => {
    const manifest = { weightsManifest: [{ paths: [name], weights: [] }] };
    expect(refusal(byHand(plain, floats, manifest))).toMatch(/which is outside/);
  });

  it('a folder in the place of weights', () => {
    const path = byHand(plain, floats, { weightsManifest: [{ paths: ['deep'], weights: [] }] });
    mkdirSync(path.replace('model.json', 'deep'));
    expect(refusal(path)).toMatch(/deep is no file/);
  });
});
