import { basename } from 'node:path';
import { inputSize } from '../geometry/network.ts';
import { asObject } from './checked.ts';
import { readDenseJson } from './dense-json.ts';
import { readJson } from './files.ts';
import { hashNetwork } from './hash.ts';
import { sliceOf, windowOf } from './look.ts';
import type { NetworkFile, ReadLayers } from './network-file.ts';
import { NetworkFileError, within } from './problem.ts';
import { readTensorflowModel } from './tensorflow-model.ts';
import { readTorch } from './torch.ts';

/** What each form brings: the layers, and what is written of where to look. */
interface Read extends ReadLayers {
  readonly name?: unknown;
  readonly files: readonly string[];
  readonly window?: unknown;
  readonly slice?: unknown;
}

/**
 * Reads a network from a file. The forms, told apart by name and content:
 *
 * - `.safetensors` with PyTorch's tensors, and a topology file beside it (topology.ts)
 * - the `model.json` of a TensorFlow.js layers model, with its weight files beside it
 * - one JSON file with a chain of dense layers (dense-json.ts)
 *
 * Files are data: nothing in them runs, their sizes are bounded, and what they name lies beside them.
 * Throws a `NetworkFileError` that names file, layer and tensor, and says what to do.
 */
export function readNetworkFile(path: string): NetworkFile {
  const read: Read = path.endsWith('.safetensors') ? readTorch(path) : readJsonForm(path);
  const { window, slice, name, files, ...layers } = read;
  return within(files.at(-1)!, () => ({
    ...layers,
    name: typeof name === 'string' ? name : nameOf(path),
    files,
    sha256: hashNetwork(layers.network),
    window: windowOf(window),
    slice: sliceOf(slice, inputSize(layers.network), layers.channelsFirst),
  }));
}

function readJsonForm(path: string): Read {
  if (!path.endsWith('.json'))
    throw new NetworkFileError(
      `${path} is no network file that is read: a .safetensors with its topology beside it, a TensorFlow.js model.json, or a .json with dense layers.`,
    );
  const json = readJson(path);
  return within(path, () => {
    const fields = asObject(json, 'it');
    if (fields.modelTopology !== undefined || fields.format === 'graph-model') {
      const read = readTensorflowModel(fields, path);
      return { ...read, files: [path, ...read.files] };
    }
    if (fields.layers === undefined)
      throw new NetworkFileError(
        'it has neither "layers" (a chain of dense layers) nor "modelTopology" (a TensorFlow.js layers model).',
      );
    const { name, window, slice } = fields;
    return { ...readDenseJson(fields), name, window, slice, files: [path] };
  });
}

/** `models/moons.safetensors` → `moons`; a model.json is called by its folder. */
function nameOf(path: string): string {
  const parts = path.split(/[\\/]/);
  const folder = parts.at(-2);
  return basename(path) === 'model.json' && folder ? folder : basename(path).replace(/\.\w+$/, '');
}
