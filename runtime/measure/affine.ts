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
import { layerName, sizeOf, stateName, type Variables } from '../train/variables.ts';
import { AffineFlow } from './affine-flow.ts';
import { fileNetwork } from './file-network.ts';
import type { Points } from './points.ts';

/** A network in evaluation mode as affine layers, sums and two-piece activations. */
export interface AffineForm {
  readonly network: PiecewiseAffineNetwork;
  /** The variables that the form was made of, running statistics replaced by the exact ones. */
  readonly variables: Variables;
}

/** A layer of the plan, and what flows into it. */
export interface FlowPlace {
  readonly flow: AffineFlow;
  /** The other branches of a residual sum. */
  readonly more: readonly AffineFlow[];
  readonly layer: LayerSpec;
  readonly settings: Settings;
  /** The layer's own variable. */
  variable(name: string): Float64Array;
  assign(name: string, value: Float64Array): void;
}

/** What a layer makes of a flow, and whether it asks for statistics of the training data. */
interface Folding {
  readonly statistics: boolean;
  readonly fold: (place: FlowPlace) => AffineFlow;
}

const plain = (fold: Folding['fold']): Folding => ({ statistics: false, fold });

const addBias = plain(({ flow, variable }) => flow.shift(variable('bias')));

const activation = ({ slope }: ActivationRecord): Folding =>
  plain(({ flow, settings }) => flow.activate(slope(settings)));

/** Batch normalization with the exact statistics of the whole training data (2022 paper: at test time B = X). */
function foldBatchNorm({ flow, settings, variable, assign }: FlowPlace): AffineFlow {
  const { mean, variance } = flow.statistics();
  const spread = variance.map((v) => Math.sqrt(v + (settings.epsilon as number)));
  const factor = variable('scale').map((scale, k) => (spread[k] === 0 ? scale : scale / spread[k]));
  assign('running_mean', mean);
  assign('running_variance', variance);
  return flow.shift(mean.map((m) => -m)).shift(variable('offset'), factor);
}

function foldDense({ flow, settings, variable }: FlowPlace): AffineFlow {
  const product = flow.multiply(variable('weights'), settings.units as number);
  return settings.bias === null ? product : product.shift(variable('bias'));
}

const foldings = {
  absolute: activation(absolute),
  batch_norm: { statistics: true, fold: foldBatchNorm },
  bias: addBias,
  dense: plain(foldDense),
  flatten: plain(({ flow }) => flow),
  fold_statistics: addBias,
  from_file: plain(() => {
    throw new Error('internal error: a network out of a file is read whole');
  }),
  leaky_relu: activation(leakyRelu),
  relu: activation(relu),
  residual_sum: plain(({ flow, more }) => flow.add(more)),
} satisfies Record<LayerName, Folding>;

/** What a layer makes of what flows into it. */
export const foldLayer = (place: FlowPlace): AffineFlow => foldings[layerName(place.layer)].fold(place);

/** A layer's place, where it reads and assigns `variables`. */
export function placeOf(
  layer: LayerSpec,
  flow: AffineFlow,
  more: readonly AffineFlow[],
  variables: Record<string, Float64Array>,
): FlowPlace {
  return {
    flow,
    more,
    layer,
    settings: settingsOf(layer.layer),
    variable: (name) => variables[stateName(layer, name)],
    assign: (name, value) => {
      variables[stateName(layer, name)] = value;
    },
  };
}

/**
 * The affine form of a network in evaluation mode, its statistics taken over `data`, the training part of
 * its input, layer by layer and in double precision.
 */
export function affineForm(network: NetworkSpec, variables: Variables, data: Points): AffineForm {
  const file = fileOf(network);
  if (file) return { network: fileNetwork(file), variables };
  const asksForData = network.layers.some((layer) => foldings[layerName(layer)].statistics);
  const exact = { ...variables };
  const input = AffineFlow.into(sizeOf(network.shape), asksForData ? data : undefined);
  const output = followNetwork(network, input, (layer, flow, more) =>
    foldLayer(placeOf(layer, flow, more, exact)),
  );
  return { network: output.network(), variables: exact };
}
