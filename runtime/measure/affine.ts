import type { LayerSpec, NetworkSpec } from '../../compiler/plan/plan.ts';
import { followNetwork } from '../../compiler/plan/wiring.ts';
import { type Settings, settingsOf } from '../../compiler/registry/construct.ts';
import { absolute } from '../../compiler/registry/layers/absolute.ts';
import type { ActivationRecord } from '../../compiler/registry/layers/activation.ts';
import { fileOf } from '../../compiler/registry/layers/from_file.ts';
import type { LayerName } from '../../compiler/registry/layers/index.ts';
import { leakyRelu } from '../../compiler/registry/layers/leaky_relu.ts';
import { relu } from '../../compiler/registry/layers/relu.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import { leakyRelu as twoPieces } from '../geometry/pieces.ts';
import { layerName, stateName, type Variables } from '../train/variables.ts';
import { AffineFlow } from './affine-flow.ts';
import { fileNetwork } from './file-network.ts';

/** A layer of the plan, and what flows into it. */
interface FlowPlace {
  readonly flow: AffineFlow;
  /** The other branches of a residual sum. */
  readonly more: readonly AffineFlow[];
  readonly layer: LayerSpec;
  readonly settings: Settings;
  /** The layer's own variable. */
  readonly variable: (name: string) => Float64Array;
}

/** What a layer in evaluation mode makes of what flows into it. */
type Fold = (place: FlowPlace) => AffineFlow;

const addBias: Fold = ({ flow, variable }) => flow.shift(variable('bias'));

const activation =
  ({ slope }: ActivationRecord): Fold =>
  ({ flow, settings }) =>
    flow.activate(twoPieces(slope(settings)));

/** With epsilon 0 a unit whose variance is 0 is only centred. */
const foldBatchNorm: Fold = ({ flow, settings, variable }) => {
  const spread = variable('running_variance').map((v) => Math.sqrt(v + (settings.epsilon as number)));
  const factor = variable('scale').map((scale, k) => (spread[k] === 0 ? scale : scale / spread[k]));
  return flow.shift(variable('running_mean').map((m) => -m)).shift(variable('offset'), factor);
};

const foldDense: Fold = ({ flow, settings, variable }) => {
  const product = flow.multiply(variable('weights'), settings.units as number);
  return settings.bias === null ? product : product.shift(variable('bias'));
};

/** Layers that are not piecewise affine have none. */
const folds = {
  absolute: activation(absolute),
  batch_norm: foldBatchNorm,
  bias: addBias,
  dense: foldDense,
  flatten: ({ flow, layer }) => flow.reshape(layer.output),
  fold_statistics: addBias,
  from_file: undefined,
  leaky_relu: activation(leakyRelu),
  relu: activation(relu),
  residual_sum: ({ flow, more }) => flow.add(more),
} satisfies Record<LayerName, Fold | undefined>;

function foldLayer(layer: LayerSpec, flow: AffineFlow, more: readonly AffineFlow[], variables: Variables) {
  const fold: Fold | undefined = folds[layerName(layer)];
  if (fold === undefined) throw new Error(`internal error: ${layer.layer.is} has no affine form`);
  const variable = (name: string) => variables[stateName(layer, name)];
  return fold({ flow, more, layer, settings: settingsOf(layer.layer), variable });
}

/** A network in evaluation mode with these variables, as affine nodes and such that bend. */
export function affineForm(network: NetworkSpec, variables: Variables): PiecewiseAffineNetwork {
  const file = fileOf(network);
  if (file) return fileNetwork(file);
  return followNetwork(network, AffineFlow.into(network.shape), (layer, flow, more) =>
    foldLayer(layer, flow, more, variables),
  ).network();
}

/** A layer that reads one value, as a network of its own. */
export const layerForm = (layer: LayerSpec, variables: Variables): PiecewiseAffineNetwork =>
  foldLayer(layer, AffineFlow.into(layer.input), [], variables).network();
