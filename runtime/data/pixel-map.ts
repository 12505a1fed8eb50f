import { DataFileError } from './problem.ts';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** [height][width][channels], from 0 to 1 */
  readonly values: Float64Array;
}

/** Kinds of portable maps by their sign: channels, and whether numbers are written as text. */
const kinds: Readonly<Record<string, { readonly channels: 1 | 3; readonly plain: boolean }>> = {
  P2: { channels: 1, plain: true },
  P3: { channels: 3, plain: true },
  P5: { channels: 1, plain: false },
  P6: { channels: 3, plain: false },
};

/** The header of a PGM or PPM file (Netpbm, man pages pgm(5) and ppm(5)). */
export function mapHeader(bytes: Buffer, path: string) {
  const text = bytes.toString('latin1', 0, 4096);
  const kind = kinds[text.slice(0, 2)];
  // Comments reach from # to the end of their line; one blank ends the header.
  const gap = '(?:\\s|#[^\\n]*\\n)+';
  const header = new RegExp(`^P\\d${gap}(\\d+)${gap}(\\d+)${gap}(\\d+)\\s`).exec(text);
  if (!kind || !header)
    throw new DataFileError(
      `${path} is no PGM or PPM file of kind P2, P3, P5 or P6: save it again, or as PNG`,
    );
  const [width, height, most] = header.slice(1).map(Number);
  if (most < 1 || most > 65535)
    throw new DataFileError(`${path} has the greatest value ${most}, not 1 to 65535`);
  return { ...kind, width, height, most, start: header[0].length };
}

export function decodeMap(bytes: Buffer, path: string): Pixels {
  const { width, height, channels, plain, most, start } = mapHeader(bytes, path);
  const count = width * height * channels;
  const each = most > 255 ? 2 : 1;
  const written = plain
    ? bytes
        .toString('latin1', start)
        .replace(/#[^\n]*/g, ' ')
        .trim()
        .split(/\s+/)
        .map(Number)
    : undefined;
  const have = written ? written.length : Math.floor((bytes.length - start) / each);
  if (have < count)
    throw new DataFileError(
      `${path} has ${have} values, but ${width} × ${height} × ${channels} need ${count}: was it cut short?`,
    );
  const value = (i: number) =>
    written ? written[i] : each === 2 ? bytes.readUInt16BE(start + 2 * i) : bytes[start + i];
  const values = Float64Array.from({ length: count }, (_, i) => value(i) / most);
  const odd = values.findIndex((v) => !(v >= 0 && v <= 1));
  if (odd >= 0)
    throw new DataFileError(`${path} has a value that is not from 0 to ${most}, the ${odd + 1}th`);
  return { width, height, channels, values };
}
