import type { Results, VariantResult } from '../../../compiler/plan/results.ts';
import { armsText } from './claims.ts';

type Layer = VariantResult['layers'][number];
/** A stretch of layers that follows itself `times` times. */
export interface Stretch {
  readonly times: number;
  readonly layers: readonly { readonly name: string; readonly settings: string; readonly output: string }[];
}
export interface NetworkView {
  /** The arms that have this network. */
  readonly label: string;
  readonly stretches: readonly Stretch[];
}

/** The networks of an experiment, each drawn once, with the variants that use it. */
export function networkViews(results: Results): NetworkView[] {
  const groups = Map.groupBy(results.variants, (variant) => JSON.stringify(variant.layers));
  return [...groups.values()].map((variants) => ({
    label: armsText(sharedArms(variants)) || 'every cell',
    stretches: findStretches(variants[0].layers).map(({ times, layers }) => ({
      times,
      layers: layers.map(layerView),
    })),
  }));
}

/** Arms that all of the variants have, which is what tells their network from the others. */
const sharedArms = ([first, ...others]: readonly VariantResult[]) =>
  Object.fromEntries(
    Object.entries(first.arms).filter(([axis, arm]) => others.every((other) => other.arms[axis] === arm)),
  );

function layerView(layer: Layer) {
  const [, name, settings = ''] = /^([^(]*)(?:\((.*)\))?$/s.exec(layer.text) ?? [];
  return { name: name ?? layer.text, settings, output: layer.output.join(' × ') };
}

const equal = (a: Layer, b: Layer | undefined) =>
  b !== undefined && a.text === b.text && a.output.join() === b.output.join();

/** Greedy from the front: at each layer the stretch that, repeated, covers most; a lone layer else. */
export function findStretches(layers: readonly Layer[]): { times: number; layers: readonly Layer[] }[] {
  const stretches: { times: number; layers: readonly Layer[] }[] = [];
  for (let start = 0; start < layers.length; ) {
    const best = longestRepeat(layers, start);
    stretches.push({ times: best.times, layers: layers.slice(start, start + best.period) });
    start += best.period * best.times;
  }
  return stretches;
}

function longestRepeat(layers: readonly Layer[], start: number): { period: number; times: number } {
  let best = { period: 1, times: 1 };
  for (let period = 1; start + 2 * period <= layers.length; period++) {
    let end = start + period;
    while (end < layers.length && equal(layers[end - period], layers[end])) end++;
    const times = Math.floor((end - start) / period);
    if (times > 1 && times * period > best.times * best.period) best = { period, times };
  }
  return best;
}
