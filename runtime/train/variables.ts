import type { LayerSpec } from '../../compiler/plan/plan.ts';
import type { LayerName } from '../../compiler/registry/layers/index.ts';

/** Parameters and buffers of one network by state name, each row-major in its variable's shape. */
export type Variables = Readonly<Record<string, Float64Array>>;

/** Name of a layer's variable in programs, records and weight files: `0.2.1.weights`. */
export const stateName = (layer: LayerSpec, variable: string): string => `${layer.path}.${variable}`;

/** The registry's name of a layer of the plan. */
export const layerName = (layer: LayerSpec): LayerName => layer.layer.is as LayerName;

/** Numbers in an array of that shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, extent) => size * extent, 1);
