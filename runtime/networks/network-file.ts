import type { Image } from '../geometry/image.ts';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';
import type { Slice } from '../geometry/slice.ts';

/** What the layers of a file make. */
export interface ReadLayers {
  readonly network: PiecewiseAffineNetwork;
  /** Shape of one input as the file counts it: [2], or [1, 28, 28] with channels first. */
  readonly inputShape: readonly number[];
  /** Set where inputs are images that the file counts with channels first: see `channelsLast`. */
  readonly channelsFirst?: Image;
  /** What a reader should know: what was left off, and why. */
  readonly notes: readonly string[];
}

/** A network out of a file, with what the file says of where to look at it. */
export interface NetworkFile extends ReadLayers {
  readonly name: string;
  /** SHA-256 of the network itself, so that nothing but its function changes it. */
  readonly sha256: string;
  /** Every file that was read. */
  readonly files: readonly string[];
  /** Corners of a window, [x0, y0, …], in the plane of the slice. */
  readonly window?: readonly number[];
  /** In the geometry's order of inputs. */
  readonly slice?: Slice;
}
