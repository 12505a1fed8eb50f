import type { NetworkSpec } from '../../plan/plan.ts';
import { fileOf } from './from_file.ts';
import { layers } from './index.ts';
import type { LayerRecord } from './layer.ts';

/** Units of each layer of a network that bends: those that measurements count from 1. */
export function widthsOf(network: NetworkSpec): readonly number[] {
  const file = fileOf(network);
  if (file) return file.widths as readonly number[];
  return network.layers
    .filter(({ layer }) => (layers[layer.is as keyof typeof layers] as LayerRecord).bends)
    .map(({ output }) => output.reduce((product, side) => product * side, 1));
}
