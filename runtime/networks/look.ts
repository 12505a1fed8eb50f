import type { Image } from '../geometry/image.ts';
import type { Slice } from '../geometry/slice.ts';
import { channelsLast } from './builder.ts';
import { asList, asNumber, asObject, asVector, shown } from './checked.ts';
import { NetworkFileError } from './problem.ts';

/** `[[x, y], …]`, or `[x0, y0, x1, y1]` for a rectangle between two corners; undefined where none is written. */
export function windowOf(written: unknown): readonly number[] | undefined {
  if (written === undefined || written === null) return undefined;
  const items = asList(written, '"window"');
  if (!items.some(Array.isArray)) {
    const corners = asVector(items, '"window"');
    if (corners.length !== 4)
      throw new NetworkFileError(
        `"window" is ${shown(written)}; write [x0, y0, x1, y1], or a list of corners [x, y].`,
      );
    return rectangle(corners);
  }
  return items.flatMap((corner) => {
    const [x, y, ...more] = asList(corner, 'a corner of "window"');
    if (more.length > 0) throw new NetworkFileError(`a corner of "window" is ${shown(corner)}, not [x, y].`);
    return [asNumber(x, 'x of a corner'), asNumber(y, 'y of a corner')];
  });
}

/** The corners of a rectangle between two of them, anticlockwise. */
export const rectangle = ([x0, y0, x1, y1]: Iterable<number>): readonly number[] => [
  x0,
  y0,
  x1,
  y0,
  x1,
  y1,
  x0,
  y1,
];

/** `{origin, u, v}`: the plane x = origin + s·u + t·v, each of as many numbers as the network has inputs. */
export function sliceOf(
  written: unknown,
  inputs: number,
  channelsFirst: Image | undefined,
): Slice | undefined {
  if (written === undefined || written === null) return undefined;
  const { origin, u, v } = asObject(written, '"slice"');
  const direction = (value: unknown, name: string) => {
    const numbers = asVector(value, `"${name}" of "slice"`);
    if (numbers.length !== inputs)
      throw new NetworkFileError(
        `"${name}" of "slice" has ${numbers.length} numbers, but the network takes ${inputs}.`,
      );
    return channelsFirst ? channelsLast(numbers, channelsFirst) : numbers;
  };
  return { origin: direction(origin, 'origin'), u: direction(u, 'u'), v: direction(v, 'v') };
}
