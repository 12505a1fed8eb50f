import { existsSync } from 'node:fs';
import { NetworkBuilder } from './builder.ts';
import { readBytes, readText } from './files.ts';
import type { ReadLayers } from './network-file.ts';
import { listed, NetworkFileError, within } from './problem.ts';
import { openSafetensors } from './safetensors.ts';
import type { Tensors } from './tensors.ts';
import { parseTopology } from './topology.ts';
import { buildLayers, refuseUnused } from './torch-layers.ts';

const endings = ['.topology.yaml', '.topology.yml', '.topology.json'];

/** Weights as PyTorch names them in a `.safetensors` file, with the layers in a topology file beside it. */
export function readTorch(path: string): ReadLayers & { files: string[]; window: unknown; slice: unknown } {
  const tensors = within(path, () => openSafetensors(readBytes(path, 'weights')));
  const stem = path.slice(0, -'.safetensors'.length);
  const beside = endings.map((ending) => stem + ending).find((file) => existsSync(file));
  if (beside === undefined) throw new NetworkFileError(askForTopology(path, stem, tensors));
  const topology = within(beside, () => parseTopology(readText(beside)));
  const [channels, height, width] = topology.input;
  const image = topology.input.length === 3 ? { height, width, channels } : undefined;
  const layers = within(beside, () => {
    const builder = new NetworkBuilder(
      topology.input.reduce((product, side) => product * side, 1),
      image,
    );
    const last = buildLayers(topology.layers, builder.start, { builder, tensors });
    refuseUnused(tensors, topology.ignore);
    // What PyTorch gives out counts channels first.
    return { network: builder.finish(builder.flatten(last, 'channels first')) };
  });
  return {
    ...layers,
    inputShape: topology.input,
    channelsFirst: image,
    notes: [],
    files: [path, beside],
    window: topology.window,
    slice: topology.slice,
  };
}

function askForTopology(path: string, stem: string, tensors: Tensors): string {
  return `${path} holds tensors, but not in which order its layers come. Write them to ${stem}${endings[0]}, such as

input: [2]
layers:
  - {dense: fc1, activation: relu}
  - {dense: fc2}

The file has ${listed(tensors.names.map((name) => tensors.describe(name)))}.`;
}
