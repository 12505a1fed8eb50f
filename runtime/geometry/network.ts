/** An affine map followed by an elementwise two-piece activation max(slope·u, u) (absolute value: slope −1). */
export interface AffineLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** [outputs][inputs], row-major */
  readonly weights: Float64Array;
  /** [outputs] */
  readonly bias: Float64Array;
  /**
   * Slope of the negative piece: 0 is ReLU, 0.1 a leaky ReLU, −1 the absolute value.
   * Undefined: no activation.
   */
  readonly slope: number | undefined;
}

/** A fully connected piecewise-affine network; hidden layers have a slope, a last one without is the output. */
export interface PiecewiseAffineNetwork {
  readonly inputs: number;
  readonly layers: readonly AffineLayer[];
}

/** Throws a RangeError that names the layer where shapes do not fit or a number is not finite. */
export function checkNetwork(network: PiecewiseAffineNetwork): void {
  if (network.layers.length === 0) throw new RangeError('The network has no layers.');
  let width = network.inputs;
  network.layers.forEach((layer, l) => {
    const name = `Layer ${l + 1} of ${network.layers.length}`;
    if (layer.inputs !== width)
      throw new RangeError(`${name} takes ${layer.inputs} inputs, but what comes before it gives ${width}.`);
    if (layer.weights.length !== layer.inputs * layer.outputs)
      throw new RangeError(
        `${name} needs ${layer.outputs} × ${layer.inputs} weights, but has ${layer.weights.length}.`,
      );
    if (layer.bias.length !== layer.outputs)
      throw new RangeError(`${name} needs ${layer.outputs} biases, but has ${layer.bias.length}.`);
    if (!layer.weights.every(Number.isFinite) || !layer.bias.every(Number.isFinite))
      throw new RangeError(`${name} has a weight or bias that is not finite: did training diverge?`);
    if (layer.slope !== undefined && !(layer.slope < 1 && Number.isFinite(layer.slope)))
      throw new RangeError(
        `${name} has slope ${layer.slope}; max(slope·u, u) needs a finite slope below 1 (1 is no activation: leave it undefined).`,
      );
    if (layer.slope === undefined && l + 1 < network.layers.length)
      throw new RangeError(
        `${name} has no activation; only the last layer may go without. Fold its weights into the next layer.`,
      );
    width = layer.outputs;
  });
}

/** The layers that bend space: all but a last one without activation. */
export const activatedLayers = (network: PiecewiseAffineNetwork): readonly AffineLayer[] =>
  network.layers.filter((layer) => layer.slope !== undefined);
