import { branchesDiffer, layerRefused, removedBias } from '../diagnostics/codes/network.ts';
import type { Related } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { namesIn } from '../expression/names-in.ts';
import type { Value } from '../expression/values.ts';
import type { Construct, LayerSpec } from '../plan/plan.ts';
import { refused, type Shape, settingsOf } from '../registry/construct.ts';
import { layers } from '../registry/layers/index.ts';
import type { Placed, PlacedBlock, PlacedLayer, Site } from './place.ts';

/** A value on its way through the network. */
export interface Flow {
  /** Path of the layer that makes it, or `input`. */
  readonly from: string;
  readonly shape: Shape;
  /** Where it got its shape. */
  readonly since: Site;
  /** The layer that makes it, where what reads it is the only reader. */
  readonly before?: PlacedLayer;
}

const sum: Construct = { is: 'residual_sum' };

/** Follows shapes through placed layers and wires them up: the layers of the plan, each after what it reads. */
export class Wiring {
  readonly layers: LayerSpec[] = [];
  readonly sites = new Map<string, Site>();

  /** What comes out of `placed` where `flow` goes in; undefined after the first layer that does not fit. */
  follow(placed: readonly Placed[], flow: Flow): Flow | undefined {
    return placed.reduce<Flow | undefined>(
      (now, next) => now && (next.kind === 'block' ? this.#block(next, now) : this.#layer(next, now)),
      flow,
    );
  }

  #layer(placed: PlacedLayer, { from, shape, since, before }: Flow): Flow | undefined {
    const { path, layer, record, site } = placed;
    const output = record.shape(shape, settingsOf(layer), before?.layer);
    if (refused(output)) {
      const data = { reason: output.refused, help: output.help };
      const stands = before && { span: before.site.span, message: `${before.layer.is} stands here` };
      const related = output.because === 'shape' ? sinceHere(shape, since) : stands ? [stands] : [];
      site.scope.report(diagnose(layerRefused, site.span, data, { related }));
      return undefined;
    }
    this.sites.set(path, site);
    if (record.removesBias?.(settingsOf(layer)) && before && hasBias(before.layer)) {
      const data = { layer: record.name, bias: `${before.layer.is}()` };
      before.site.scope.report(diagnose(removedBias, before.site.span, data));
    }
    this.#add({ path, layer, input: shape, output }, [from]);
    const changed = output.join() !== shape.join();
    return { from: path, shape: output, since: changed ? site : since, before: placed };
  }

  #block({ path, layers, shortcut, site }: PlacedBlock, flow: Flow): Flow | undefined {
    const shared: Flow = { ...flow, before: undefined };
    const inner = this.follow(layers, shared);
    const beside = inner && this.follow(shortcut, shared);
    if (!beside) return undefined;
    const { shape } = inner;
    if (shape.join() !== beside.shape.join()) {
      const other = shortcut.length > 0 ? 'what its shortcut gives' : 'its input';
      const data = {
        layers: wide(shape),
        shortcut: `${other}, ${wide(beside.shape)}`,
        layer: shortcut.length === 0 ? bridge(flow.shape, shape) : undefined,
      };
      const related = [...sinceHere(shape, inner.since), ...sinceHere(beside.shape, beside.since)];
      site.scope.report(diagnose(branchesDiffer, site.span, data, { related }));
      return undefined;
    }
    this.#add({ path, layer: sum, input: shape, output: shape }, [inner.from, beside.from]);
    return { from: path, shape, since: inner.since };
  }

  /** Sources are only written down where they are not simply the layer before. */
  #add(layer: LayerSpec, from: readonly string[]): void {
    const straight = from.length === 1 && from[0] === (this.layers.at(-1)?.path ?? 'input');
    this.layers.push(straight ? layer : { ...layer, from });
  }
}

/** Where a value got its shape, to stand beside a mistake: the layer, and the arms that it depends on. */
export function sinceHere(shape: Shape, { span, from, scope }: Site): readonly Related[] {
  const arms = [...namesIn(from)].flatMap((name) => {
    const arm = scope.arm(name);
    return arm && decides(scope.lookup(name, span), shape) ? [arm.span] : [];
  });
  return [
    { span, message: `${wide(shape)} since here` },
    ...arms.map((arm) => ({ span: arm, message: `this arm makes it ${wide(shape)}` })),
  ];
}

/** Whether the value of an arm is what a shape comes from: its number, or a layer, not a setting beside. */
function decides(value: Value | undefined, shape: Shape): boolean {
  if (value?.kind === 'number') return shape.includes(value.value);
  if (value?.kind === 'construct') return Object.hasOwn(layers, value.record.name);
  return value?.kind === 'copy' || value?.kind === 'list';
}

/** The layer that takes `from` to `to`, as it is written in a shortcut. */
function bridge(from: Shape, to: Shape): string | undefined {
  if (to.length === 1) return from.length === 1 ? `dense(${to[0]}, bias = none)` : undefined;
  const stride = Math.round(from[0] / to[0]);
  const reaches = stride > 0 && [0, 1].every((side) => Math.ceil(from[side] / stride) === to[side]);
  if (from.length !== 3 || !reaches) return undefined;
  return `conv2d(${to[2]}, size = 1, ${stride > 1 ? `stride = ${stride}, ` : ''}bias = none)`;
}

/** `8 wide`, `28×28×1` */
const wide = (shape: Shape) => (shape.length === 1 ? `${shape[0]} wide` : shape.join('×'));

const hasBias = ({ bias }: Construct) => bias !== undefined && bias !== null;
