import type { LayerSpec, NetworkSpec } from '../../compiler/plan/plan.ts';
import { settingsOf } from '../../compiler/registry/construct.ts';
import { type LayerName, layers } from '../../compiler/registry/layers/index.ts';
import type { LayerRecord, Variable } from '../../compiler/registry/layers/layer.ts';

/** Parameters and buffers of one network by `stateName`, each row-major in its variable's shape. */
export type Variables = Readonly<Record<string, Float64Array>>;

/** A variable and the layer that it belongs to. */
export interface PlacedVariable {
  readonly name: string;
  readonly layer: LayerSpec;
  readonly variable: Variable;
}

/** Name of a layer's variable in programs, records and weight files: `0.2.1.weights`. */
export const stateName = (layer: LayerSpec, variable: string): string => `${layer.path}.${variable}`;

/** The registry's name of a layer of the plan. */
export const layerName = (layer: LayerSpec): LayerName => layer.layer.is as LayerName;

/** Every variable of a network, in the order of its layers. */
export function variablesOf(network: NetworkSpec): readonly PlacedVariable[] {
  return network.layers.flatMap((layer) => {
    const record: LayerRecord = layers[layerName(layer)];
    return record
      .variables(layer.input, settingsOf(layer.layer))
      .map((variable) => ({ name: stateName(layer, variable.name), layer, variable }));
  });
}

/** Numbers in an array of that shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, extent) => size * extent, 1);
