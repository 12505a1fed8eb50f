import type { LayerSpec, NetworkSpec } from '../../plan/plan.ts';
import { type Shape, settingsOf } from '../construct.ts';
import { fileOf } from './from_file.ts';
import { layers } from './index.ts';
import type { LayerRecord } from './layer.ts';
import { widthsOf } from './widths.ts';

/**
 * Multiply–adds of one forward pass for one example, layer by layer. The weights of a layer are applied to as
 * many positions as its output has for each of their rows: one, or the pixels of a convolution. What else is done to
 * a number counts as one.
 */
export function multiplyAdds(network: NetworkSpec): readonly number[] {
  const found = known.get(network) ?? count(network);
  known.set(network, found);
  return found;
}

/** Every measurement of every replicate asks for the same few networks. */
const known = new WeakMap<NetworkSpec, readonly number[]>();

function count(network: NetworkSpec): readonly number[] {
  const file = fileOf(network);
  if (file) return ofChain([sizeOf(network.shape), ...widthsOf(network), sizeOf(file.output as Shape)]);
  return network.layers.map(ofLayer);
}

/** As many as dense layers of these widths have: of a file no more is known. */
const ofChain = (widths: readonly number[]) => widths.slice(1).map((width, i) => width * widths[i]);

function ofLayer({ layer, input, output }: LayerSpec): number {
  const record: LayerRecord = layers[layer.is as keyof typeof layers];
  // [outputs, inputs], or [outputs, height, width, inputs]
  const weights = record
    .variables(input, settingsOf(layer))
    .filter(({ shape }) => shape.length === 2 || shape.length === 4);
  const positions = (shape: Shape) => sizeOf(output) / shape[0];
  return weights.reduce((sum, { shape }) => sum + sizeOf(shape) * positions(shape), sizeOf(output));
}

const sizeOf = (shape: Shape) => shape.reduce((product, extent) => product * extent, 1);
