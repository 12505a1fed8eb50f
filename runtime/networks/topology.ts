import { parse } from 'yaml';
import { asList, asObject, asPair, asWhole, onlyKeys, shown } from './checked.ts';
import { NetworkFileError } from './problem.ts';

/** What a topology file says: the layers, in order, that the tensors of a `.safetensors` file belong to. */
export interface Topology {
  /** [features], or [channels, height, width] */
  readonly input: readonly number[];
  readonly layers: readonly LayerEntry[];
  /** Tensors that no layer is expected to use. */
  readonly ignore: readonly string[];
  readonly window: unknown;
  readonly slice: unknown;
}

/** `{dense: fc1, activation: relu}` is of kind `dense`, with `fc1` as its value and one more setting. */
export interface LayerEntry {
  readonly kind: string;
  readonly value: unknown;
  readonly settings: Readonly<Record<string, unknown>>;
}

const mostAliases = 100;
const topologyKeys = ['input', 'layers', 'ignore', 'window', 'slice'];

/** Reads a topology file, YAML or JSON. Throws a `NetworkFileError` where it is neither, or says something else. */
export function parseTopology(text: string): Topology {
  const fields = asObject(parseYaml(text), 'it');
  onlyKeys(fields, topologyKeys, 'a topology');
  const input = asList(fields.input, '"input"').map((side) => asWhole(side, 'a side of "input"', 1));
  if (input.length !== 1 && input.length !== 3)
    throw new NetworkFileError(
      `"input" is ${shown(input)}; it must be [features], or [channels, height, width] for images.`,
    );
  return {
    input,
    layers: asList(fields.layers, '"layers"').map(entryOf),
    ignore: asList(fields.ignore ?? [], '"ignore"').map(String),
    window: fields.window,
    slice: fields.slice,
  };
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: mostAliases, prettyErrors: true });
  } catch (error) {
    throw new NetworkFileError(`it is neither YAML nor JSON: ${(error as Error).message.trim()}`);
  }
}

/** A layer as written: `relu`, or a map whose first key is the kind. */
export function entryOf(written: unknown): LayerEntry {
  if (typeof written === 'string') return { kind: written, value: undefined, settings: {} };
  const [first, ...rest] = Object.entries(
    asObject(written, 'a layer that is not a plain name such as `relu`'),
  );
  if (first === undefined)
    throw new NetworkFileError('a layer is empty; write its kind, such as `{dense: fc1}`.');
  return { kind: first[0], value: first[1], settings: Object.fromEntries(rest) };
}

/** Padding of a window as PyTorch writes it: `same`, `valid`, one number, or [vertical, horizontal]. */
export function paddingOf(
  written: unknown,
  window: { readonly size: readonly [number, number]; readonly dilation: readonly [number, number] },
  stride: readonly [number, number],
): readonly [number, number, number, number] {
  if (written === undefined || written === 'valid') return [0, 0, 0, 0];
  if (written !== 'same') {
    const [vertical, horizontal] = asPair(written, '"padding"', 0);
    return [vertical, horizontal, vertical, horizontal];
  }
  if (stride[0] !== 1 || stride[1] !== 1)
    throw new NetworkFileError(
      '"padding: same" is only defined for stride 1, as in PyTorch. Give the padding in pixels.',
    );
  const [down, across] = [0, 1].map((d) => window.dilation[d] * (window.size[d] - 1));
  // Of an odd number of pixels, the bottom and the right get the one more.
  return [Math.floor(down / 2), Math.floor(across / 2), Math.ceil(down / 2), Math.ceil(across / 2)];
}
