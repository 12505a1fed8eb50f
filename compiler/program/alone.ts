import type { NetworkSpec, TrainingSpec } from '../plan/plan.ts';
import { layers } from '../registry/layers/index.ts';
import type { LayerRecord } from '../registry/layers/layer.ts';
import { networkVariables } from './network.ts';
import { sizeOf } from './ops/op.ts';

/** Multiplications of a batch with one matrix from which TensorFlow is faster with a lone product than with several. */
const large = 2 ** 21;

/**
 * Whether a network trains alone rather than beside others of its shape, since company saves nothing: TensorFlow convolves
 * each member by itself, and has a faster kernel for large products that stand alone.
 */
export function trainsAlone(network: NetworkSpec, { batch }: Pick<TrainingSpec, 'batch'>): boolean {
  const records = network.layers.map(({ layer }): LayerRecord => layers[layer.is as keyof typeof layers]);
  const matrices = networkVariables(network).filter(({ shape }) => shape.length > 1);
  return (
    records.some(({ trainsAlone }) => trainsAlone) ||
    matrices.some(({ shape }) => batch * sizeOf(shape) > large)
  );
}
