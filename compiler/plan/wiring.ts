import type { LayerSpec, NetworkSpec } from './plan.ts';

/** Paths of the layers that the layer at `index` reads, `input` for what flows into the network. */
export function sourcesOf(layers: readonly LayerSpec[], index: number): readonly string[] {
  return layers[index].from ?? [index === 0 ? 'input' : layers[index - 1].path];
}

/**
 * Carries a value through a network: `make` gives what a layer makes of its sources, which a residual sum has
 * several of. The result is what the last layer makes. A value is let go once its last reader has it.
 */
export function followNetwork<T>(
  { layers }: NetworkSpec,
  input: T,
  make: (layer: LayerSpec, source: T, more: readonly T[]) => T,
): T {
  const made = new Map([['input', input]]);
  const readers = new Map(layers.flatMap((_, i) => sourcesOf(layers, i).map((path) => [path, i])));
  let last = input;
  layers.forEach((layer, i) => {
    const paths = sourcesOf(layers, i);
    const [source, ...more] = paths.map((path) => made.get(path) as T);
    for (const path of paths) if (readers.get(path) === i) made.delete(path);
    last = make(layer, source, more);
    made.set(layer.path, last);
  });
  return last;
}
