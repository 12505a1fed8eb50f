import { NetworkBuilder, type Value } from './builder.ts';
import { asList, asObject, asText, asWhole, shown } from './checked.ts';
import type { ReadLayers } from './network-file.ts';
import { NetworkFileError, within } from './problem.ts';
import { applyLayer } from './tensorflow-layers.ts';
import { readWeights } from './tensorflow-weights.ts';
import type { Tensors } from './tensors.ts';

interface Layer {
  readonly name: string;
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** For each time that it is applied, the layers whose results it takes, as [name, which application]. */
  readonly inbound: readonly (readonly Source[])[];
}
type Source = readonly [layer: string, application: number];

/** A Sequential or Functional model as TensorFlow.js saves it and as its converter makes it of Keras models. */
export function readTensorflowModel(
  fields: Readonly<Record<string, unknown>>,
  path: string,
): ReadLayers & { readonly files: readonly string[] } {
  const model = modelOf(fields);
  const { tensors, files } = readWeights(fields.weightsManifest, path);
  const notes: string[] = [];
  const shape = inputShape(model.layers, model.input);
  const [height, width, channels] = shape;
  const size = shape.reduce((product, side) => product * side, 1);
  const builder = new NetworkBuilder(size, shape.length === 3 ? { height, width, channels } : undefined);
  const last = follow(model, { builder, tensors, note: (note) => notes.push(note) });
  return { network: builder.finish(builder.flatten(last, 'channels last')), inputShape: shape, notes, files };
}

interface Model {
  readonly layers: ReadonlyMap<string, Layer>;
  readonly input: string;
  readonly output: Source;
}

function modelOf(fields: Readonly<Record<string, unknown>>): Model {
  if (fields.format === 'graph-model')
    throw new NetworkFileError(
      'it is a graph model, whose layers are no longer told apart. Convert to a layers model: --output_format=tfjs_layers_model.',
    );
  const topology = asObject(fields.modelTopology, '"modelTopology"');
  const { class_name: kind, config } = asObject(topology.model_config ?? topology, '"model_config"');
  if (kind === 'Sequential') return sequential(config);
  if (kind === 'Functional' || kind === 'Model') return functional(asObject(config, '"config"'));
  throw new NetworkFileError(
    `it is a model of class ${shown(kind)}; Sequential and Functional ones are read. Save it as one of these.`,
  );
}

/** Each layer after the one before it; the first one says the shape of the input. */
function sequential(config: unknown): Model {
  const list = Array.isArray(config) ? config : asList(asObject(config, '"config"').layers, '"layers"');
  const layers = list.map(layerOf);
  if (layers.length === 0) throw new NetworkFileError('it has no layers.');
  // Older files leave out the layer of the input.
  if (layers[0].className !== 'InputLayer')
    layers.unshift({ name: ' input', className: 'InputLayer', config: layers[0].config, inbound: [] });
  const chained = layers.map((layer, i) => ({
    ...layer,
    inbound: i === 0 ? [] : [[[layers[i - 1].name, 0]] satisfies Source[]],
  }));
  return { layers: byName(chained), input: chained[0].name, output: [chained.at(-1)!.name, 0] };
}

function functional(config: Readonly<Record<string, unknown>>): Model {
  const only = (value: unknown, what: string): Source => {
    // One layer may stand alone or in a list of its own.
    const list = asList(value, `"${what}"`);
    const [first, more] = Array.isArray(list[0]) ? list : [list];
    if (more !== undefined)
      throw new NetworkFileError(
        `it has ${list.length} ${what.replace('_layers', 's')}; networks with one are read. Save a model of one.`,
      );
    return sourceOf(first, `"${what}"`);
  };
  return {
    layers: byName(asList(config.layers, '"layers"').map(layerOf)),
    input: only(config.input_layers, 'input_layers')[0],
    output: only(config.output_layers, 'output_layers'),
  };
}

function layerOf(written: unknown): Layer {
  const layer = asObject(written, 'a layer');
  const config = asObject(layer.config, 'the "config" of a layer');
  const name = asText(layer.name ?? config.name, 'the name of a layer');
  const inbound = within(name, () =>
    asList(layer.inbound_nodes ?? [], '"inbound_nodes"').map((node) =>
      asList(node, 'a node of "inbound_nodes"').map((source) => sourceOf(source, '"inbound_nodes"')),
    ),
  );
  return { name, className: asText(layer.class_name, `the "class_name" of ${name}`), config, inbound };
}

/** `[name, application, output, …]` */
function sourceOf(written: unknown, what: string): Source {
  const [name, application, output] = asList(written, `an entry of ${what}`);
  if ((output ?? 0) !== 0)
    throw new NetworkFileError(
      `${what} uses output ${shown(output)} of a layer; layers with one output are read.`,
    );
  return [asText(name, `a name in ${what}`), asWhole(application ?? 0, `an application in ${what}`, 0)];
}

/** More than any network that can be measured has. */
const mostLayers = 4096;

function byName(layers: readonly Layer[]): ReadonlyMap<string, Layer> {
  if (layers.length > mostLayers)
    throw new NetworkFileError(`it has ${layers.length} layers; at most ${mostLayers} are read.`);
  const found = new Map(layers.map((layer) => [layer.name, layer]));
  if (found.size === layers.length) return found;
  const twice = layers.find(({ name }, i) => layers.findIndex((layer) => layer.name === name) < i)!;
  throw new NetworkFileError(`two layers are called ${twice.name}. Save the model with one name for each.`);
}

function inputShape(layers: ReadonlyMap<string, Layer>, input: string): readonly number[] {
  const layer = layers.get(input);
  if (layer === undefined) throw new NetworkFileError(`there is no layer ${input}, which is its input.`);
  const { batch_input_shape: shape, batch_shape: newer } = layer.config;
  const [, ...sides] = asList(shape ?? newer, `the shape of the input, "batch_input_shape" of ${input}`);
  if (sides.length !== 1 && sides.length !== 3)
    throw new NetworkFileError(
      `its input has shape ${shown(sides)}; flat inputs and images [height, width, channels] are read.`,
    );
  return sides.map((side) => asWhole(side, 'a side of the shape of the input', 1));
}

interface Building {
  readonly builder: NetworkBuilder;
  readonly tensors: Tensors;
  readonly note: (note: string) => void;
}

/** The value of the output: each layer is applied once all that it takes is there. */
function follow({ layers, input, output }: Model, { builder, tensors, note }: Building): Value {
  const made = new Map([[keyOf([input, 0]), builder.start]]);
  const open = new Set<string>();
  return resultOf(output);

  function resultOf(source: Source): Value {
    const key = keyOf(source);
    const known = made.get(key);
    if (known !== undefined) return known;
    if (open.has(key)) throw new NetworkFileError(`${source[0]} takes its own result: it is in a circle.`);
    open.add(key);
    const { name, className, config, inbound } = find(source[0]);
    const values = inbound[source[1]]?.map(resultOf);
    if (values === undefined || values.length === 0)
      throw new NetworkFileError(
        `nothing leads to ${name}, of class ${className}. A network has one input, which here is ${input}.`,
      );
    const value = within(name, () =>
      applyLayer(className, { builder, tensors, name, config, values, note, last: key === keyOf(output) }),
    );
    made.set(key, value);
    return value;
  }

  function find(name: string): Layer {
    const layer = layers.get(name);
    if (layer !== undefined) return layer;
    throw new NetworkFileError(`there is no layer ${name}, though another one takes its result.`);
  }
}

const keyOf = ([name, application]: Source) => `${name} ${application}`;
