import { type Image, slidingWindow, slidPositions } from '../geometry/image.ts';
import type { Pieces } from '../geometry/pieces.ts';
import { featuresOf, imageOf, type NetworkBuilder, transposed, type Value } from './builder.ts';
import { asList, asNumber, asPair, asWhole, shown } from './checked.ts';
import { NetworkFileError } from './problem.ts';
import { activationNamed, leakyReluLayer, monotone, reluLayer } from './tensorflow-activations.ts';
import type { Tensors } from './tensors.ts';

/** A layer of a TensorFlow.js or Keras model where it is applied. */
export interface Application {
  readonly builder: NetworkBuilder;
  readonly tensors: Tensors;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** What comes in, one value or several. */
  readonly values: readonly Value[];
  /** Whether its result is the model's output. */
  readonly last: boolean;
  readonly note: (note: string) => void;
}

type Build = (application: Application) => Value;

/** What evaluation leaves as it is. */
const passOn: Build = ({ values }) => values[0];

const piecewise =
  (pieces: (config: Application['config']) => Pieces): Build =>
  ({ builder, config, values }) =>
    builder.activation(values[0], pieces(config));

const builds: Readonly<Record<string, Build>> = {
  Dense: activated(dense),
  Conv2D: activated(conv),
  BatchNormalization: norm,
  MaxPooling2D: ({ builder, config, values: [value] }) =>
    builder.maxPooling(value, poolingWindow(config, imageOf(value))),
  AveragePooling2D: ({ builder, config, values: [value] }) =>
    builder.averagePooling(value, poolingWindow(config, imageOf(value)), false),
  GlobalAveragePooling2D: ({ builder, config, values: [value] }) => {
    refuseChannelsFirst(config);
    const { height, width } = imageOf(value);
    const mean = builder.averagePooling(value, slidingWindow([height, width]), true);
    return config.keepdims === true ? mean : builder.flatten(mean, 'channels last');
  },
  ZeroPadding2D: ({ builder, config, values: [value] }) => {
    refuseChannelsFirst(config);
    return builder.zeroPadding(value, paddedSides(config.padding));
  },
  Flatten: ({ builder, config, values: [value] }) => {
    refuseChannelsFirst(config);
    return builder.flatten(value, 'channels last');
  },
  Activation: activated(passOn),
  ReLU: piecewise(reluLayer),
  LeakyReLU: piecewise(leakyReluLayer),
  Softmax: (application) => leaveOff('softmax', application),
  Add: ({ builder, values }) => builder.sum(values),
  Dropout: passOn,
  SpatialDropout2D: passOn,
  GaussianNoise: passOn,
  GaussianDropout: passOn,
  AlphaDropout: passOn,
  ActivityRegularization: passOn,
};

/** Classes of layers that are read, besides InputLayer. */
export const layerClasses: readonly string[] = Object.keys(builds);

/** What a layer makes of its input. Throws a `NetworkFileError` for a class of layers that is not read. */
export function applyLayer(className: string, application: Application): Value {
  if (!Object.hasOwn(builds, className))
    throw new NetworkFileError(
      `layers of class ${className} are not read. Those that are: InputLayer, ${layerClasses.join(', ')}. Measure a part of the model that is made of these.`,
    );
  if (className !== 'Add' && application.values.length !== 1)
    throw new NetworkFileError(
      `a ${className} takes one input, but ${application.values.length} layers lead to it.`,
    );
  return builds[className](application);
}

/** The layer, then the activation of its configuration. */
function activated(build: Build): Build {
  return (application) => {
    const value = build(application);
    const { activation = 'linear' } = application.config;
    if (typeof activation !== 'string')
      throw new NetworkFileError(`its activation ${shown(activation)} is not one that is known by a name.`);
    if (monotone.includes(activation)) return leaveOff(activation, { ...application, values: [value] });
    const pieces = activationNamed(activation);
    return pieces === undefined ? value : application.builder.activation(value, pieces);
  };
}

function leaveOff(activation: string, { last, name, note, values }: Application): Value {
  if (!last)
    throw new NetworkFileError(
      `its ${activation} is smooth and has layers after it, so the network is not piecewise affine and can't be measured.`,
    );
  note(
    `the ${activation} of the last layer, ${name}, is left off: regions and decisions are the same without it`,
  );
  return values[0];
}

/** Kernel [inputs][units]. */
function dense({ builder, tensors, name, config, values: [value] }: Application): Value {
  const inputs = featuresOf(value);
  const units = asWhole(config.units, '"units"', 1);
  const kernel = tensors.take(weightName(tensors, name, 'kernel'), [inputs, units]).data;
  return builder.dense(value, transposed(kernel, inputs, units), biasOf(tensors, name, config, units));
}

/** Kernel [height][width][channels][filters]. */
function conv({ builder, tensors, name, config, values: [value] }: Application): Value {
  refuseChannelsFirst(config);
  if ((config.groups ?? 1) !== 1)
    throw new NetworkFileError('it convolves in groups, which is not read: only groups = 1 is.');
  const image = imageOf(value);
  const size = asPair(config.kernel_size, '"kernel_size"', 1);
  const filters = asWhole(config.filters, '"filters"', 1);
  const kernel = tensors.take(weightName(tensors, name, 'kernel'), [...size, image.channels, filters]).data;
  const window = windowOf(size, config.strides ?? 1, config.dilation_rate ?? 1, config.padding, image);
  const rows = transposed(kernel, kernel.length / filters, filters);
  return builder.convolution(value, window, rows, biasOf(tensors, name, config, filters));
}

function norm({ builder, tensors, name, config, values: [value] }: Application): Value {
  const axis = Array.isArray(config.axis) ? config.axis[0] : (config.axis ?? -1);
  const rank = value.image ? 3 : 1;
  if (axis !== -1 && axis !== rank)
    throw new NetworkFileError(
      `it normalizes along axis ${shown(config.axis)}; only the last axis, the channels, is read.`,
    );
  const features = featuresOf(value);
  const vector = (weight: string) => tensors.take(weightName(tensors, name, weight), [features]).data;
  const constant = (number: number) => new Float64Array(features).fill(number);
  const epsilon = asNumber(config.epsilon ?? 1e-3, '"epsilon"');
  const statistics = { mean: vector('moving_mean'), variance: vector('moving_variance'), epsilon };
  return builder.batchNorm(value, statistics, {
    scale: config.scale === false ? constant(1) : vector('gamma'),
    offset: config.center === false ? constant(0) : vector('beta'),
  });
}

function biasOf(tensors: Tensors, name: string, config: Application['config'], size: number): Float64Array {
  if (config.use_bias === false) return new Float64Array(size);
  return tensors.take(weightName(tensors, name, 'bias'), [size]).data;
}

/** `dense_1/kernel`, which some versions of Keras put into further folders: `model/dense_1/kernel`. */
function weightName(tensors: Tensors, layer: string, weight: string): string {
  const name = `${layer}/${weight}`;
  if (tensors.has(name)) return name;
  const deeper = tensors.names.filter((candidate) => candidate.endsWith(`/${name}`));
  return deeper.length === 1 ? deeper[0] : name;
}

function poolingWindow(config: Application['config'], image: Image) {
  refuseChannelsFirst(config);
  const size = asPair(config.pool_size ?? 2, '"pool_size"', 1);
  return windowOf(size, config.strides ?? size, 1, config.padding, image);
}

function windowOf(
  size: readonly [number, number],
  strides: unknown,
  rate: unknown,
  padding: unknown,
  image: Image,
) {
  const stride = asPair(strides, '"strides"', 1);
  const dilation = asPair(rate, '"dilation_rate"', 1);
  const bare = slidingWindow(size, { stride, dilation });
  if (padding === 'same') return { ...bare, padding: samePadding(bare, image) };
  if (padding === undefined || padding === 'valid') {
    slidPositions(image, bare);
    return bare;
  }
  throw new NetworkFileError(`its padding is ${shown(padding)}; "same" and "valid" are read.`);
}

/** TensorFlow's `same`: ⌈length / stride⌉ positions, and of an odd number of padded pixels the end gets one more. */
function samePadding(
  { size, stride, dilation }: ReturnType<typeof slidingWindow>,
  { height, width }: Image,
): readonly [number, number, number, number] {
  const [down, across] = [height, width].map((length, d) => {
    const reach = (Math.ceil(length / stride[d]) - 1) * stride[d] + dilation[d] * (size[d] - 1) + 1;
    return Math.max(0, reach - length);
  });
  return [Math.floor(down / 2), Math.floor(across / 2), Math.ceil(down / 2), Math.ceil(across / 2)];
}

/** One number, [vertical, horizontal], or [[top, bottom], [left, right]]. */
function paddedSides(written: unknown): readonly [number, number, number, number] {
  if (!Array.isArray(written) || !written.some(Array.isArray)) {
    const [vertical, horizontal] = asPair(written ?? 1, '"padding"', 0);
    return [vertical, horizontal, vertical, horizontal];
  }
  const [[top, bottom], [left, right]] = asList(written, '"padding"').map((side) =>
    asPair(side, 'a side of "padding"', 0),
  );
  return [top, left, bottom, right];
}

function refuseChannelsFirst({ data_format }: Application['config']): void {
  if (data_format === 'channels_first' || data_format === 'channelsFirst')
    throw new NetworkFileError(
      'its data format is channels first; only channels last, the standard of TensorFlow.js, is read.',
    );
}
