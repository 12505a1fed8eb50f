import type { LayerSpec } from '../../compiler/plan/plan.ts';
import { layers } from '../../compiler/registry/layers/index.ts';
import type { LayerRecord } from '../../compiler/registry/layers/layer.ts';
import { layerName } from '../train/variables.ts';
import { batchLosses, normOf } from './gradient.ts';
import { type Evaluate, scalar, vector } from './measured.ts';

/** Norm of the gradient of the training's loss, averaged over batches; of the variables of each layer with `by: layer`. */
export const measureGradientNorm: Evaluate = (place) => {
  const parts = place.by.includes('layer') ? partsByLayer(place.current.network.layers) : undefined;
  const sums = new Float64Array(parts?.length ?? 1);
  let batches = 0;
  for (const { here, at } of batchLosses(place, 'gradient_norm')) {
    const { gradient } = at(here);
    const groups = parts?.map((paths) =>
      Object.fromEntries(Object.entries(gradient).filter(([name]) => paths.has(pathOf(name)))),
    );
    (groups ?? [gradient]).forEach((group, l) => {
      sums[l] += normOf(group);
    });
    batches++;
  }
  const means = sums.map((sum) => sum / batches);
  return { arrays: { value: parts ? vector(means) : scalar(means[0]) }, certificate: {} };
};

const pathOf = (state: string): string => state.slice(0, state.lastIndexOf('.'));

/** For each layer that bends, the paths of the layers between the one before and it. */
function partsByLayer(specs: readonly LayerSpec[]): ReadonlySet<string>[] {
  const parts: Set<string>[] = [];
  let open = new Set<string>();
  for (const spec of specs) {
    open.add(spec.path);
    if (!(layers[layerName(spec)] as LayerRecord).bends) continue;
    parts.push(open);
    open = new Set();
  }
  return parts;
}
