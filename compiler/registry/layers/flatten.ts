import type { LayerRecord } from './layer.ts';

/** Images as vectors. */
export const flatten: LayerRecord = {
  name: 'flatten',
  kind: 'layer',
  summary: 'Makes one vector of an image, row by row',
  about:
    'Gives the same numbers in the same order, `[height, width, channels]` as one row. A vector stays as it is.',
  version: 1,
  parameters: [],
  example: 'flatten()',
  piecewiseAffine: true,
  shape: (input) => [input.reduce((size, extent) => size * extent, 1)],
  variables: () => [],
  lower: ({ build }, x) => {
    const [members, batch, ...each] = build.shape(x);
    return build.reshape(x, [members, batch, each.reduce((size, extent) => size * extent, 1)]);
  },
};
