import type { LayerSpec, NetworkSpec } from '../../compiler/plan/plan.ts';
import { followNetwork } from '../../compiler/plan/wiring.ts';
import { type Settings, settingsOf } from '../../compiler/registry/construct.ts';
import { absolute } from '../../compiler/registry/layers/absolute.ts';
import type { ActivationRecord } from '../../compiler/registry/layers/activation.ts';
import { fileOf } from '../../compiler/registry/layers/from_file.ts';
import type { LayerName } from '../../compiler/registry/layers/index.ts';
import { leakyRelu } from '../../compiler/registry/layers/leaky_relu.ts';
import { relu } from '../../compiler/registry/layers/relu.ts';
import { convolutionOn, windowOf } from '../../compiler/registry/layers/windows.ts';
import { type SlidingWindow, slidingWindow } from '../geometry/image.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import { hardTanh, leakyRelu as twoPieces } from '../geometry/pieces.ts';
import { layerName, stateName, type Variables } from '../train/variables.ts';
import { weightsIn } from '../train/weight-norm.ts';
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

/** With epsilon 0 a unit whose variance is 0 is only centred; a setting that a normalization lacks is on. */
const foldBatchNorm: Fold = ({ flow, settings, variable }) => {
  const { centre = true, scale = true, gamma, beta, epsilon } = settings;
  const mean = variable('running_mean');
  const spread = variable('running_variance').map((v) => (scale && Math.sqrt(v + (epsilon as number))) || 1);
  const factor = spread.map((sd, k) => (gamma === null ? 1 : variable('scale')[k]) / sd);
  const centred = centre ? flow.shift(mean.map((m) => -m)) : flow;
  return centred.shift(beta === null ? new Float64Array(mean.length) : variable('offset'), factor);
};

const foldDense: Fold = ({ flow, settings, variable }) => {
  const product = flow.multiply(weightsIn(settings, variable, 'weights'), settings.units as number);
  return settings.bias === null ? product : product.shift(variable('bias'));
};

const foldConvolution: Fold = ({ flow, layer, settings, variable }) => {
  const product = flow.convolve(weightsIn(settings, variable, 'weights'), windowOn(layer));
  return settings.bias === null ? product : product.shift(variable('bias'));
};

/** The window of a convolution or pooling, as geometry has it. */
function windowOn({ layer, input: [height, width] }: LayerSpec): SlidingWindow {
  const window = windowOf(settingsOf(layer));
  const { stride, dilation, padding } = convolutionOn(window, [height, width]);
  const [top, bottom, left, right] = padding;
  return { size: [window.size, window.size], stride, dilation, padding: [top, left, bottom, right] };
}

/** One window on the whole image. */
const averageOfAll: Fold = ({ flow, layer: { input, output } }) =>
  flow.averagePool(slidingWindow([input[0], input[1]])).reshape(output);

/** Layers that are not piecewise affine have none. */
const folds = {
  absolute: activation(absolute),
  average_pool: ({ flow, layer }) => flow.averagePool(windowOn(layer)),
  batch_norm: foldBatchNorm,
  batch_renorm: foldBatchNorm,
  bias: addBias,
  conv2d: foldConvolution,
  dense: foldDense,
  dropout: ({ flow }) => flow,
  elu: undefined,
  flatten: ({ flow, layer }) => flow.reshape(layer.output),
  fold_statistics: addBias,
  from_file: undefined,
  gelu: undefined,
  global_average_pool: averageOfAll,
  group_norm: undefined,
  instance_norm: undefined,
  layer_norm: undefined,
  hard_tanh: ({ flow, settings }) => flow.activate(hardTanh(settings.low as number, settings.high as number)),
  leaky_relu: activation(leakyRelu),
  max_pool: ({ flow, layer }) => flow.maxPool(windowOn(layer)),
  relu: activation(relu),
  relu6: ({ flow }) => flow.activate(hardTanh(0, 6)),
  residual_sum: ({ flow, more }) => flow.add(more),
  sigmoid: undefined,
  silu: undefined,
  softplus: undefined,
  tanh: undefined,
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
