import { piecesNamed } from './activations.ts';
import { NetworkBuilder } from './builder.ts';
import { asList, asNumber, asObject, asVector, asWhole } from './checked.ts';
import type { ReadLayers } from './network-file.ts';
import { NetworkFileError, within } from './problem.ts';

/**
 * A chain of dense layers in one JSON object: `{inputDim, activation, negativeSlope, layers: [{W, b}]}`, W as
 * [outputs][inputs], the activation after every layer but the last.
 */
export function readDenseJson(fields: Readonly<Record<string, unknown>>): ReadLayers {
  const pieces = piecesNamed(
    String(fields.activation),
    fields.activation === 'leaky_relu' ? asNumber(fields.negativeSlope, '"negativeSlope"') : undefined,
  );
  const builder = new NetworkBuilder(asWhole(fields.inputDim, '"inputDim"', 1));
  const layers = asList(fields.layers, '"layers"');
  const last = layers.reduce<typeof builder.start>((value, layer, i) => {
    const { weights, bias } = within(`layer ${i + 1} of ${layers.length}`, () =>
      readLayer(layer, value.size),
    );
    const output = builder.dense(value, weights, bias);
    return i + 1 < layers.length ? builder.activation(output, pieces) : output;
  }, builder.start);
  return { network: builder.finish(last), inputShape: [builder.start.size], notes: [] };
}

function readLayer(layer: unknown, inputs: number): { weights: Float64Array; bias: Float64Array } {
  const { W, b } = asObject(layer, 'it');
  const bias = asVector(b, '"b"');
  const rows = asList(W, '"W"').map((row, r) => asVector(row, `row ${r + 1} of "W"`));
  if (rows.length !== bias.length)
    throw new NetworkFileError(
      `"W" has ${rows.length} rows, but "b" has ${bias.length} numbers. Both count the layer's outputs; W is [outputs][inputs].`,
    );
  if (rows.length === 0) throw new NetworkFileError('"W" has no rows: a layer needs one output at least.');
  const weights = new Float64Array(rows.length * inputs);
  rows.forEach((row, r) => {
    if (row.length !== inputs)
      throw new NetworkFileError(
        `row ${r + 1} of "W" has ${row.length} numbers, but ${inputs} arrive from what comes before it. W is [outputs][inputs].`,
      );
    weights.set(row, r * inputs);
  });
  return { weights, bias };
}
