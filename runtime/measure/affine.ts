import type { LayerSpec, NetworkSpec } from '../../compiler/plan/plan.ts';
import { type Settings, settingsOf } from '../../compiler/registry/construct.ts';
import { absolute } from '../../compiler/registry/layers/absolute.ts';
import type { ActivationRecord } from '../../compiler/registry/layers/activation.ts';
import type { LayerName } from '../../compiler/registry/layers/index.ts';
import { leakyRelu } from '../../compiler/registry/layers/leaky_relu.ts';
import { relu } from '../../compiler/registry/layers/relu.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import { layerName, sizeOf, stateName, type Variables } from '../train/variables.ts';
import { AffineWalk } from './affine-walk.ts';
import type { Points } from './points.ts';

/** A network in evaluation mode as affine layers with two-piece activations. */
export interface AffineForm {
  readonly network: PiecewiseAffineNetwork;
  /** The variables that the form was made of, running statistics replaced by the exact ones. */
  readonly variables: Variables;
}

/** A layer of the plan as the walk meets it. */
export interface WalkPlace {
  readonly walk: AffineWalk;
  readonly layer: LayerSpec;
  readonly settings: Settings;
  /** The layer's own variable. */
  variable(name: string): Float64Array;
  assign(name: string, value: Float64Array): void;
}

/** How a layer moves the walk on, and whether it asks for statistics of the training data. */
interface Folding {
  readonly statistics: boolean;
  readonly fold: (place: WalkPlace) => void;
}

const addBias: Folding = { statistics: false, fold: ({ walk, variable }) => walk.shift(variable('bias')) };

const activation = ({ slope }: ActivationRecord): Folding => ({
  statistics: false,
  fold: ({ walk, settings }) => walk.activate(slope(settings)),
});

/** Batch normalization with the exact statistics of the whole training data (2022 paper: at test time B = X). */
function foldBatchNorm({ walk, settings, variable, assign }: WalkPlace): void {
  const { mean, variance } = walk.statistics();
  const spread = variance.map((v) => Math.sqrt(v + (settings.epsilon as number)));
  const factor = variable('scale').map((scale, k) => (spread[k] === 0 ? scale : scale / spread[k]));
  walk.shift(mean.map((m) => -m));
  walk.shift(variable('offset'), factor);
  assign('running_mean', mean);
  assign('running_variance', variance);
}

const foldings = {
  absolute: activation(absolute),
  batch_norm: { statistics: true, fold: foldBatchNorm },
  bias: addBias,
  dense: {
    statistics: false,
    fold: ({ walk, settings, variable }) => {
      walk.multiply(variable('weights'), settings.units as number);
      if (settings.bias !== null) walk.shift(variable('bias'));
    },
  },
  fold_statistics: addBias,
  leaky_relu: activation(leakyRelu),
  relu: activation(relu),
} satisfies Record<LayerName, Folding>;

/** Folds one layer into the walk. */
export const foldLayer = (place: WalkPlace): void => foldings[layerName(place.layer)].fold(place);

/** The places of a network's layers on a walk that reads and assigns `variables`. */
export function walkPlaces(network: NetworkSpec, variables: Record<string, Float64Array>, walk: AffineWalk) {
  return network.layers.map(
    (layer): WalkPlace => ({
      walk,
      layer,
      settings: settingsOf(layer.layer),
      variable: (name) => variables[stateName(layer, name)],
      assign: (name, value) => {
        variables[stateName(layer, name)] = value;
      },
    }),
  );
}

/**
 * The affine form of a network in evaluation mode, its statistics taken over `data`, the training part of
 * its input, layer by layer and in double precision.
 */
export function affineForm(network: NetworkSpec, variables: Variables, data: Points): AffineForm {
  const asksForData = network.layers.some((layer) => foldings[layerName(layer)].statistics);
  const walk = new AffineWalk(sizeOf(network.shape), asksForData ? data : undefined);
  const exact = { ...variables };
  for (const place of walkPlaces(network, exact, walk)) foldLayer(place);
  return { network: walk.network(), variables: exact };
}
