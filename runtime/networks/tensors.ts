import { listed, NetworkFileError } from './problem.ts';

/** A named array of a file, its numbers still undecoded. */
export interface StoredTensor {
  readonly shape: readonly number[];
  /** What the file calls the kind of its numbers. */
  readonly dtype: string;
  readonly read: () => Float64Array;
}

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** The tensors of a file by name, and which of them have been used. */
export class Tensors {
  private readonly stored: ReadonlyMap<string, StoredTensor>;
  private readonly used = new Set<string>();

  constructor(stored: ReadonlyMap<string, StoredTensor>) {
    this.stored = stored;
  }

  get names(): readonly string[] {
    return [...this.stored.keys()];
  }

  get unused(): readonly string[] {
    return this.names.filter((name) => !this.used.has(name));
  }

  has(name: string): boolean {
    return this.stored.has(name);
  }

  describe(name: string): string {
    const { shape, dtype } = this.stored.get(name)!;
    return `${name} ${dtype} [${shape.join(', ')}]`;
  }

  /**
   * The tensor, which must have the shape that the layer `needs`; −1 there fits any length.
   * Throws a `NetworkFileError` if it is missing, has another shape, or a number that is not finite.
   */
  take(name: string, needs: readonly number[]): Tensor {
    const stored = this.stored.get(name);
    if (stored === undefined)
      throw new NetworkFileError(
        `there is no tensor "${name}". The file has ${listed(this.names)}. Correct the layer's name, or export the tensor.`,
      );
    const { shape } = stored;
    if (shape.length !== needs.length || needs.some((side, i) => side !== -1 && side !== shape[i]))
      throw new NetworkFileError(
        `the tensor "${name}" has shape [${shape.join(', ')}], but the layer needs [${needs
          .map((side) => (side === -1 ? 'any' : side))
          .join(', ')}] after what comes before it. Correct the layers before it, or name another tensor.`,
      );
    const data = stored.read();
    const bad = data.findIndex((number) => !Number.isFinite(number));
    if (bad !== -1)
      throw new NetworkFileError(
        `the tensor "${name}" holds ${data[bad]} at place ${bad}, so the network has no geometry. Perhaps training diverged.`,
      );
    this.used.add(name);
    return { shape, data };
  }

  /** A vector of this length, or undefined if the file has none of the name. */
  vector(name: string, length: number): Float64Array | undefined {
    return this.has(name) ? this.take(name, [length]).data : undefined;
  }
}
