import { layerRefused, notALayer, removedBias } from '../diagnostics/codes/network.ts';
import { wrongType } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { accept } from '../expression/accept.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe, type Value } from '../expression/values.ts';
import type { LayerSpec, NetworkSpec } from '../plan/plan.ts';
import { refused, settingsOf } from '../registry/construct.ts';
import type { LayerRecord } from '../registry/layers/layer.ts';
import type { Span } from '../source/span.ts';
import type { LayerSyntax, NetworkSyntax } from './syntax.ts';

/** A layer that an expression of the list gives, with its place in the list. */
interface Placed {
  readonly path: string;
  readonly value: Extract<Value, { kind: 'construct' }>;
  readonly span: Span;
}

const mostLayers = 1000;

/** The network of one combination of arms, shapes checked layer by layer; undefined where something is wrong. */
export function resolveNetwork(syntax: NetworkSyntax, scope: Scope): NetworkSpec | undefined {
  const input = syntax.input && dataOf(syntax.input, scope);
  const placed = place(syntax.layers, '', scope);
  if (!input || !placed) return undefined;
  const layers: LayerSpec[] = [];
  let shape = input.spec.shape;
  for (const { path, value, span } of placed) {
    const record = value.record as LayerRecord;
    const before = layers.at(-1)?.layer;
    const output = record.shape(shape, settingsOf(value.value), before);
    if (refused(output)) {
      const data = { reason: output.refused, help: output.help };
      scope.report(diagnose(layerRefused, span, data));
      return undefined;
    }
    if (record.name === 'batch_norm' && before && before.bias !== undefined && before.bias !== null) {
      scope.report(
        diagnose(removedBias, placed[layers.length - 1].span, { layer: record.name, bias: `${before.is}()` }),
      );
    }
    layers.push({ path, layer: value.value, input: shape, output });
    shape = output;
  }
  const part = input.part === 'all' && input.spec.parts.train !== undefined ? 'train' : input.part;
  return { input: { data: input.name, part }, shape: input.spec.shape, layers };
}

/** The data set that `expression` names; reported where it names none. */
export function dataOf(expression: Expression, scope: Scope): Extract<Value, { kind: 'data' }> | undefined {
  const value = evaluate(expression, scope);
  const setting = accept(value, { kind: 'points' }, '`data` and `input`', expression.span, scope.report);
  return setting === undefined ? undefined : (value as Extract<Value, { kind: 'data' }>);
}

function place(layers: readonly LayerSyntax[], prefix: string, scope: Scope): readonly Placed[] | undefined {
  const placed = layers.map((layer, i) => {
    const path = `${prefix}${i}`;
    return layer.kind === 'repeat' ? placeRepeated(layer, path, scope) : placeOne(layer.value, path, scope);
  });
  return placed.every((list) => list !== undefined) ? placed.flat() : undefined;
}

function placeRepeated(
  { times, layers }: Extract<LayerSyntax, { kind: 'repeat' }>,
  path: string,
  scope: Scope,
) {
  const type = { kind: 'number', unit: 'count', whole: true, min: 0, max: mostLayers } as const;
  const count = accept(evaluate(times, scope), type, '`repeat`', times.span, scope.report);
  if (count === undefined) return undefined;
  const copies = Array.from({ length: count as number }, (_, i) => place(layers, `${path}.${i}.`, scope));
  return copies.every((list) => list !== undefined) ? copies.flat() : undefined;
}

function placeOne(expression: Expression, path: string, scope: Scope): readonly Placed[] | undefined {
  return placeValue(evaluate(expression, scope), expression.span, path, scope);
}

/** A layer, `none` for an empty place, or a list of them. */
function placeValue(value: Value, span: Span, path: string, scope: Scope): readonly Placed[] | undefined {
  if (broken(value)) return undefined;
  if (value.kind === 'none') return [];
  if (value.kind === 'list') {
    const lists = value.items.map((item, i) => placeValue(item, span, `${path}.${i}`, scope));
    return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
  }
  if (value.kind !== 'construct') {
    scope.report(
      diagnose(wrongType, span, {
        what: 'a place among the layers',
        wanted: 'a layer',
        got: describe(value),
      }),
    );
    return undefined;
  }
  const { kind } = value.record;
  if (kind === 'layer' || kind === 'activation' || kind === 'normalization') return [{ path, value, span }];
  scope.report(diagnose(notALayer, span, { name: describe(value) }));
  return undefined;
}
