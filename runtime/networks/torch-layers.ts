import { type Image, slidingWindow } from '../geometry/image.ts';
import { hardTanh } from '../geometry/pieces.ts';
import { activationNames, piecesNamed } from './activations.ts';
import { featuresOf, imageOf, type NetworkBuilder, shapeText, type Value } from './builder.ts';
import { asList, asNumber, asPair, asVector, onlyKeys, shown } from './checked.ts';
import { listed, NetworkFileError, within } from './problem.ts';
import type { Tensors } from './tensors.ts';
import { entryOf, type LayerEntry, paddingOf } from './topology.ts';

/** A layer of a topology where it is met. */
interface Place {
  readonly builder: NetworkBuilder;
  readonly tensors: Tensors;
  readonly value: Value;
  readonly entry: LayerEntry;
}

interface Kind {
  /** Settings besides the kind itself. */
  readonly settings: readonly string[];
  readonly build: (place: Place) => Value;
}

/** Layers and their tensors as PyTorch's modules of the same purpose define them. */
const kinds: Readonly<Record<string, Kind>> = {
  dense: { settings: ['activation', 'slope'], build: activated(dense) },
  conv: { settings: ['stride', 'padding', 'dilation', 'activation', 'slope'], build: activated(conv) },
  batch_norm: { settings: ['epsilon', 'activation', 'slope'], build: activated(norm) },
  max_pool: { settings: ['stride', 'padding', 'dilation'], build: maxPool },
  average_pool: { settings: ['stride', 'padding', 'count_padding'], build: averagePool },
  global_average_pool: {
    settings: [],
    build: ({ builder, value }) => {
      const { height, width } = imageOf(value);
      return builder.flatten(
        builder.averagePooling(value, slidingWindow([height, width]), true),
        'channels first',
      );
    },
  },
  flatten: { settings: [], build: ({ builder, value }) => builder.flatten(value, 'channels first') },
  residual: { settings: ['shortcut', 'activation', 'slope'], build: activated(residual) },
  // Does nothing in evaluation.
  dropout: { settings: [], build: ({ value }) => value },
  leaky_relu: {
    settings: [],
    build: ({ builder, value, entry }) =>
      builder.activation(value, piecesNamed('leaky_relu', optionalNumber(entry.value, '"leaky_relu"'))),
  },
  hard_tanh: {
    settings: [],
    build: ({ builder, value, entry }) => {
      const [low, high] = entry.value === undefined ? [-1, 1] : asVector(entry.value, '"hard_tanh"');
      return builder.activation(value, hardTanh(low, high));
    },
  },
};

/** Builds the layers one after the other; `path` says where they stand in the topology. */
export function buildLayers(
  layers: readonly LayerEntry[],
  start: Value,
  { builder, tensors }: Pick<Place, 'builder' | 'tensors'>,
  path = '',
): Value {
  return layers.reduce((value, entry, i) => {
    const label = typeof entry.value === 'string' ? `${entry.kind} ${entry.value}` : entry.kind;
    return within(`layer ${path}${i + 1} (${label})`, () => buildLayer({ builder, tensors, value, entry }));
  }, start);
}

function buildLayer(place: Place): Value {
  const { kind, settings } = place.entry;
  if (Object.hasOwn(kinds, kind)) {
    onlyKeys(settings, kinds[kind].settings, kind);
    return kinds[kind].build(place);
  }
  if (!activationNames.includes(kind))
    throw new NetworkFileError(
      `layers of kind "${kind}" are not read. Those that are: ${[...Object.keys(kinds), ...activationNames].join(', ')}.`,
    );
  onlyKeys(settings, [], kind);
  return place.builder.activation(place.value, piecesNamed(kind));
}

/** The layer, then the activation that its entry asks for. */
function activated(build: Kind['build']): Kind['build'] {
  return (place) => {
    const { activation, slope } = place.entry.settings;
    const value = build(place);
    if (activation === undefined) return value;
    return place.builder.activation(value, piecesNamed(String(activation), optionalNumber(slope, '"slope"')));
  };
}

/** `torch.nn.Linear`: weight [out][in]. */
function dense({ builder, tensors, value, entry }: Place): Value {
  const name = prefixOf(entry);
  if (value.image)
    throw new NetworkFileError(
      `an image ${shapeText(value)} (height, width, channels) arrives. Put \`flatten\` before it.`,
    );
  const weight = tensors.take(`${name}.weight`, [-1, value.size]);
  const bias = tensors.vector(`${name}.bias`, weight.shape[0]) ?? new Float64Array(weight.shape[0]);
  return builder.dense(value, weight.data, bias);
}

/** `torch.nn.Conv2d` with one group: weight [out][in][height][width]. */
function conv({ builder, tensors, value, entry }: Place): Value {
  const name = prefixOf(entry);
  const { channels } = imageOf(value);
  const { shape, data } = tensors.take(`${name}.weight`, [-1, channels, -1, -1]);
  const [filters, , height, width] = shape;
  const bias = tensors.vector(`${name}.bias`, filters) ?? new Float64Array(filters);
  const size = [height, width] as const;
  const stride = asPair(entry.settings.stride ?? 1, '"stride"', 1);
  const dilation = asPair(entry.settings.dilation ?? 1, '"dilation"', 1);
  const padding = paddingOf(entry.settings.padding, { size, dilation }, stride);
  const window = slidingWindow(size, { stride, dilation, padding });
  return builder.convolution(value, window, filtersLast(data, { height, width, channels }), bias);
}

/** Filters from [out][in][height][width] to [out][height][width][in]. */
function filtersLast(filters: Float64Array, { height, width, channels }: Image): Float64Array {
  const taps = height * width;
  const ordered = new Float64Array(filters.length);
  for (let at = 0; at < filters.length; at += taps * channels)
    for (let c = 0; c < channels; c++)
      for (let t = 0; t < taps; t++) ordered[at + t * channels + c] = filters[at + c * taps + t];
  return ordered;
}

/** `torch.nn.BatchNorm1d` and `2d` in evaluation mode; weight and bias may be missing. */
function norm({ builder, tensors, value, entry }: Place): Value {
  const name = prefixOf(entry);
  const features = featuresOf(value);
  const mean = tensors.take(`${name}.running_mean`, [features]).data;
  const variance = tensors.take(`${name}.running_var`, [features]).data;
  const epsilon = asNumber(entry.settings.epsilon ?? 1e-5, '"epsilon"');
  const scale = tensors.vector(`${name}.weight`, features) ?? new Float64Array(features).fill(1);
  const offset = tensors.vector(`${name}.bias`, features) ?? new Float64Array(features);
  return builder.batchNorm(value, { mean, variance, epsilon }, { scale, offset });
}

function maxPool(place: Place): Value {
  return place.builder.maxPooling(place.value, poolingWindow(place));
}

function averagePool(place: Place): Value {
  const { count_padding = true } = place.entry.settings;
  if (typeof count_padding !== 'boolean')
    throw new NetworkFileError(`"count_padding" must be true or false, but is ${shown(count_padding)}.`);
  return place.builder.averagePooling(place.value, poolingWindow(place), count_padding);
}

function poolingWindow({ entry: { kind, value, settings } }: Place) {
  const size = asPair(value, `"${kind}"`, 1);
  const stride = asPair(settings.stride ?? size, '"stride"', 1);
  const dilation = asPair(settings.dilation ?? 1, '"dilation"', 1);
  return slidingWindow(size, {
    stride,
    dilation,
    padding: paddingOf(settings.padding, { size, dilation }, stride),
  });
}

/** The sum of what its layers make and of what comes in, which may go through layers of its own. */
function residual({ builder, tensors, value, entry }: Place): Value {
  const through = (layers: unknown, what: string) =>
    buildLayers(asList(layers, what).map(entryOf), value, { builder, tensors }, `${what} → `);
  const main = through(entry.value, 'residual');
  return builder.sum([main, through(entry.settings.shortcut ?? [], 'shortcut')]);
}

function prefixOf({ kind, value }: LayerEntry): string {
  // Modules of a `torch.nn.Sequential` are called by numbers.
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new NetworkFileError(
    `"${kind}" must name the module whose tensors it uses, such as \`{${kind}: fc1}\` for fc1.weight, but is ${shown(value)}.`,
  );
}

const optionalNumber = (value: unknown, what: string) =>
  value === undefined || value === null ? undefined : asNumber(value, what);

/** PyTorch's count of batches, which evaluation does not use. */
const counter = /(^|\.)num_batches_tracked$/;

/** Tensors that no layer uses are layers forgotten more often than not. */
export function refuseUnused(tensors: Tensors, ignore: readonly string[]): void {
  const unused = tensors.unused.filter((name) => !counter.test(name) && !ignore.includes(name));
  if (unused.length > 0)
    throw new NetworkFileError(
      `no layer uses the tensors ${listed(unused)}. Add their layers, or list the tensors under "ignore".`,
    );
}
