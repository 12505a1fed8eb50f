import { takenName } from '../diagnostics/codes/names.ts';
import { networkTooBig, notALayer, repeatWithoutName, sumByCall } from '../diagnostics/codes/network.ts';
import { wrongType } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { accept } from '../expression/accept.ts';
import { evaluate } from '../expression/evaluate.ts';
import { localScope, withRelated } from '../expression/local-scope.ts';
import { builtInNames, type Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe, number, type Value } from '../expression/values.ts';
import type { Construct } from '../plan/plan.ts';
import type { LayerRecord } from '../registry/layers/layer.ts';
import type { Span } from '../source/span.ts';
import { parametersOf } from './parameters.ts';
import type { BlockSyntax, LayerSyntax, RepeatSyntax } from './syntax.ts';

/** What stands among the layers once repetitions and calls of networks are written out. */
export type Placed = PlacedLayer | PlacedBlock;

export interface PlacedLayer {
  readonly kind: 'layer';
  /** Its place in the file, which names its variables: `0.2.1`. */
  readonly path: string;
  readonly layer: Construct;
  readonly record: LayerRecord;
  readonly site: Site;
}
export interface PlacedBlock {
  readonly kind: 'block';
  readonly path: string;
  readonly layers: readonly Placed[];
  readonly shortcut: readonly Placed[];
  readonly site: Site;
}

/** Where something was written, and the scope that it was written in. */
export interface Site {
  readonly span: Span;
  readonly scope: Scope;
  /** The expression that gave the layer. */
  readonly from?: Expression;
}

type Copy = Extract<Value, { kind: 'copy' }>;

const mostRepeats = 1000;
const mostPlaces = 10_000;
const deepest = 50;

/** Writes layers out, one after another; undefined where something is wrong, which has been reported. */
export class Placer {
  #left = mostPlaces;
  #depth = 0;

  all(layers: readonly LayerSyntax[], prefix: string, scope: Scope): readonly Placed[] | undefined {
    return joined(layers.map((layer, i) => this.#one(layer, `${prefix}${i}`, scope)));
  }

  #one(layer: LayerSyntax, path: string, scope: Scope): readonly Placed[] | undefined {
    switch (layer.kind) {
      case 'repeat':
        return this.#repeat(layer, path, scope);
      case 'block':
        return this.#block(layer, path, scope);
      case 'layer': {
        const site = { span: layer.value.span, scope, from: layer.value };
        return this.#value(evaluate(layer.value, scope), path, site);
      }
    }
  }

  #repeat(syntax: RepeatSyntax, path: string, scope: Scope): readonly Placed[] | undefined {
    const { as, layers } = syntax;
    const values = valuesOf(syntax, scope);
    if (as && isTaken(as.name, scope)) {
      scope.report(diagnose(takenName, as.span, { name: as.name, by: 'a name here' }));
      return undefined;
    }
    if (!values || !this.#room(values.length, syntax.times.span, scope)) return undefined;
    return joined(
      values.map((value, i) => {
        const place = as && { span: as.span, message: `with ${as.name} = ${shortly(value)}` };
        const inner = as
          ? localScope(scope, new Map([[as.name, value]]), withRelated(scope.report, place!))
          : scope;
        return this.all(layers, `${path}.${i}.`, inner);
      }),
    );
  }

  #block({ layers, shortcut, span }: BlockSyntax, path: string, scope: Scope) {
    const inner = this.all(layers, `${path}.`, scope);
    const beside = this.all(shortcut, `${path}.shortcut.`, scope);
    if (!inner || !beside) return undefined;
    return [{ kind: 'block', path, layers: inner, shortcut: beside, site: { span, scope } } as const];
  }

  /** A layer, a call of a network, `none` for an empty place, or a list of them. */
  #value(value: Value, path: string, site: Site): readonly Placed[] | undefined {
    const { span, scope } = site;
    if (broken(value) || !this.#room(1, span, scope)) return undefined;
    if (value.kind === 'none') return [];
    if (value.kind === 'list')
      return joined(value.items.map((item, i) => this.#value(item, `${path}.${i}`, site)));
    if (value.kind === 'copy') return this.#copy(value, path, site);
    if (value.kind === 'construct') return placeLayer(value, path, site);
    const help = value.kind === 'network' ? `call it: \`${value.network.name}()\`` : undefined;
    const data = { what: 'a place among the layers', wanted: 'a layer', got: describe(value), help };
    scope.report(diagnose(wrongType, span, data));
    return undefined;
  }

  #copy(copy: Copy, path: string, { span, scope }: Site): readonly Placed[] | undefined {
    if (this.#depth >= deepest) {
      const data = { what: 'networks inside one another', most: deepest };
      scope.report(diagnose(networkTooBig, span, data));
      return undefined;
    }
    const inner = parametersOf(copy, scope);
    if (!inner) return undefined;
    this.#depth += 1;
    const placed = this.all(copy.network.layers, `${path}.`, inner);
    this.#depth -= 1;
    return placed;
  }

  /** Whether so many places more are allowed; reported when they are not for the first time. */
  #room(places: number, span: Span, scope: Scope): boolean {
    const before = this.#left;
    this.#left -= places;
    if (before >= 0 && this.#left < 0) {
      const data = { what: 'layers of one network', most: mostPlaces };
      scope.report(diagnose(networkTooBig, span, data));
    }
    return this.#left >= 0;
  }
}

/** One value for each time: the numbers from 1, or the items of a list. */
function valuesOf({ times, as }: RepeatSyntax, scope: Scope): readonly Value[] | undefined {
  const value = evaluate(times, scope);
  if (broken(value)) return undefined;
  if (value.kind === 'list') {
    if (as) return value.items;
    scope.report(diagnose(repeatWithoutName, times.span, { count: value.items.length }));
    return undefined;
  }
  const type = { kind: 'number', unit: 'count', whole: true, min: 0, max: mostRepeats } as const;
  const count = accept(value, type, '`repeat`', times.span, scope.report);
  if (count === undefined) return undefined;
  return Array.from({ length: count as number }, (_, i) => number(i + 1, 'count'));
}

const isTaken = (name: string, scope: Scope) => builtInNames.has(name) || scope.knows(name);

const shortly = (value: Value) =>
  value.kind === 'number' || value.kind === 'text' ? String(value.value) : describe(value);

function placeLayer(value: Extract<Value, { kind: 'construct' }>, path: string, site: Site) {
  const { record, value: layer } = value;
  if (record.kind !== 'layer' && record.kind !== 'activation' && record.kind !== 'normalization') {
    site.scope.report(diagnose(notALayer, site.span, { name: describe(value) }));
    return undefined;
  }
  if (record.name === 'residual_sum') {
    site.scope.report(diagnose(sumByCall, site.span, { name: record.name, example: record.example }));
    return undefined;
  }
  return [{ kind: 'layer', path, layer, record, site } as const];
}

function joined<T>(lists: readonly (readonly T[] | undefined)[]): readonly T[] | undefined {
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}
