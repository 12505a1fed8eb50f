import type { LayerSpec, NetworkSpec } from './plan.ts';

/** Paths of the layers that the layer at `index` reads, `input` for what flows into the network. */
export function sourcesOf(layers: readonly LayerSpec[], index: number): readonly string[] {
  return layers[index].from ?? [index === 0 ? 'input' : layers[index - 1].path];
}

/**
 * Carries a value through a network: `make` gives what a layer makes of its sources, which a residual sum has
 * several of. The result is what the last layer makes.
 */
export function followNetwork<T>(
  { layers }: NetworkSpec,
  input: T,
  make: (layer: LayerSpec, source: T, more: readonly T[]) => T,
): T {
  const made = new Map([['input', input]]);
  let last = input;
  layers.forEach((layer, i) => {
    const [source, ...more] = sourcesOf(layers, i).map((path) => made.get(path) as T);
    last = make(layer, source, more);
    made.set(layer.path, last);
  });
  return last;
}
