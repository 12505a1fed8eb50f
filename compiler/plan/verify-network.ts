import type { LayerSpec, NetworkSpec } from './plan.ts';
import { sourcesOf } from './wiring.ts';

/** The first rule that a network breaks, with the path of the layer; undefined where it keeps them all. */
export function brokenRule({ layers, shape }: NetworkSpec): string | undefined {
  const made = new Map<string, readonly number[]>([['input', shape]]);
  const read = new Set<string>();
  for (const [i, layer] of layers.entries()) {
    const sources = sourcesOf(layers, i);
    const rule = ruleOf(layer, sources, made, layers[i - 1]?.path ?? 'input');
    if (rule) return `layer ${layer.path} ${rule}`;
    for (const source of sources) read.add(source);
    made.set(layer.path, layer.output);
  }
  const idle = layers.slice(0, -1).find(({ path }) => !read.has(path));
  return idle && `layer ${idle.path} is read`;
}

function ruleOf(
  { path, layer, from, input }: LayerSpec,
  sources: readonly string[],
  made: ReadonlyMap<string, readonly number[]>,
  before: string,
): string | undefined {
  if (made.has(path)) return 'has a path of its own';
  if (from?.length === 1 && from[0] === before) return 'leaves out what it simply reads';
  if (sources.length > 1 !== (layer.is === 'residual_sum')) return 'reads one value, or several as a sum';
  if (sources.some((source) => !made.has(source))) return 'reads what comes before it';
  if (sources.some((source) => made.get(source)!.join() !== input.join())) return 'takes what arrives';
  return undefined;
}
