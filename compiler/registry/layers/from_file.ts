import type { Construct, NetworkSpec } from '../../plan/plan.ts';
import type { LayerRecord } from './layer.ts';

/** What is known of a network file before anything runs, or why it cannot be read. */
export type NetworkFileFacts =
  | {
      /** SHA-256 of the network itself. */
      readonly sha256: string;
      /** Shape of one input: [features], or that of an image. */
      readonly input: readonly number[];
      /** Units of each layer that bends. */
      readonly widths: readonly number[];
      readonly output: readonly number[];
    }
  | { readonly problem: string };

/** A whole network that was made elsewhere. Its settings besides the path are the facts of the file. */
export const fromFile: LayerRecord = {
  name: 'from_file',
  kind: 'layer',
  summary: 'A whole network out of a file, to be measured as it is',
  about: [
    'Reads a network that was trained elsewhere: a `.safetensors` file with tensors as PyTorch names them and a',
    '`.topology.yaml` beside it that lists the layers, the `model.json` of a TensorFlow.js layers model, or one JSON file',
    'with dense layers; `crease partition --help` describes them. It stands alone in `layers`, and there is no `train`.',
    'Batch normalization uses the statistics in the file. The path starts from the folder of the file that it is written in.',
    'Results belong to the network in the file, whatever the file is called.',
  ].join(' '),
  version: 1,
  parameters: [
    { name: 'path', about: 'The file, beside the experiment or in a folder below', type: { kind: 'text' } },
  ],
  example: 'from_file("models/moons.safetensors")',
  piecewiseAffine: true,
  shape: (_, { output }) => output as readonly number[],
  variables: () => [],
  lower: () => {
    throw new Error('internal error: a network out of a file has no program');
  },
};

/** The layer that is a whole network, where a network is out of a file. */
export const fileOf = ({ layers: [first] }: NetworkSpec): Construct | undefined =>
  first?.layer.is === fromFile.name ? first.layer : undefined;
