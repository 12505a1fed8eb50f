import type { NetworkSpec } from '../plan/plan.ts';
import { layers } from '../registry/layers/index.ts';
import type { LayerRecord } from '../registry/layers/layer.ts';

/**
 * Whether a network trains alone rather than beside others of its shape: TensorFlow convolves each member by itself, so that
 * company saves nothing.
 */
export const trainsAlone = ({ layers: specs }: NetworkSpec): boolean =>
  specs.some(({ layer }) => (layers[layer.is as keyof typeof layers] as LayerRecord).trainsAlone);
