import type { Results, VariantResult } from '../../../compiler/plan/results.ts';
import { armsText } from './claims.ts';

type Layer = VariantResult['layers'][number];
/** What follows itself `times` times. */
export interface Stretch {
  readonly times: number;
  readonly parts: readonly Part[];
}
export type Part =
  | { readonly kind: 'layer'; readonly name: string; readonly settings: string; readonly output: string }
  /** A residual block: the sum of what its layers give and what its shortcut gives, or its input where that is empty. */
  | { readonly kind: 'block'; readonly layers: readonly Stretch[]; readonly shortcut: readonly Stretch[] };
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
    stretches: findStretches(partsOf(variants[0].layers)),
  }));
}

/** Arms that all of the variants have, which is what tells their network from the others. */
const sharedArms = ([first, ...others]: readonly VariantResult[]) =>
  Object.fromEntries(
    Object.entries(first.arms).filter(([axis, arm]) => others.every((other) => other.arms[axis] === arm)),
  );

interface Placed {
  readonly path: string;
  readonly part: Part;
}

/** Layers, with those of a residual block put together: their paths lie below that of its sum, which follows them. */
function partsOf(layers: readonly Layer[]): Part[] {
  const placed: Placed[] = [];
  for (const layer of layers) {
    const isInside = ({ path }: Placed) => path.startsWith(`${layer.path}.`);
    const first = layer.text === 'residual_sum()' ? placed.findIndex(isInside) : -1;
    const part = first < 0 ? layerPart(layer) : blockOf(placed.splice(first), `${layer.path}.shortcut.`);
    placed.push({ path: layer.path, part });
  }
  return placed.map(({ part }) => part);
}

function blockOf(placed: readonly Placed[], beside: string): Part {
  const stretchesOf = (shortcut: boolean) =>
    findStretches(placed.filter(({ path }) => path.startsWith(beside) === shortcut).map(({ part }) => part));
  return { kind: 'block', layers: stretchesOf(false), shortcut: stretchesOf(true) };
}

function layerPart(layer: Layer): Part {
  const [, name, settings = ''] = /^([^(]*)(?:\((.*)\))?$/s.exec(layer.text) ?? [];
  return { kind: 'layer', name: name ?? layer.text, settings, output: layer.output.join(' × ') };
}

/** Greedy from the front: at each part the stretch that, repeated, covers most; a lone part else. */
export function findStretches(parts: readonly Part[]): Stretch[] {
  const texts = parts.map((part) => JSON.stringify(part));
  const stretches: Stretch[] = [];
  for (let start = 0; start < parts.length; ) {
    const best = longestRepeat(texts, start);
    stretches.push({ times: best.times, parts: parts.slice(start, start + best.period) });
    start += best.period * best.times;
  }
  return stretches;
}

function longestRepeat(texts: readonly string[], start: number): { period: number; times: number } {
  let best = { period: 1, times: 1 };
  for (let period = 1; start + 2 * period <= texts.length; period++) {
    let end = start + period;
    while (end < texts.length && texts[end - period] === texts[end]) end++;
    const times = Math.floor((end - start) / period);
    if (times > 1 && times * period > best.times * best.period) best = { period, times };
  }
  return best;
}
