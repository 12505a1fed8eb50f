import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../../../runtime/store/safetensors.ts';
import { arrays } from './arrays.ts';

/** A file put together by hand from the published format. */
function file(header: string, data: number[]): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header), Buffer.from(data)]);
}
const one = [0, 0, 0x80, 0x3f];

describe('a .safetensors file', () => {
  it('is laid out as the format says: header length, JSON padded to eight bytes, data without gaps', () => {
    const written = encodeSafetensors({
      b: { shape: [1], data: Float32Array.of(1) },
      a: { shape: [], data: Int32Array.of(258) },
      wide: { shape: [1, 1], data: Float64Array.of(2) },
    });
    const header =
      '{"wide":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]},' +
      '"a":{"dtype":"I32","shape":[],"data_offsets":[8,12]},' +
      '"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}';
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
    expect(Buffer.from(written)).toEqual(file(padded, [0, 0, 0, 0, 0, 0, 0, 0x40, 2, 1, 0, 0, ...one]));
  });

  it('is read whatever the order of its header, and with metadata', () => {
    const text =
      '{"__metadata__":{"format":"pt"},"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},' +
      '"x":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}';
    expect(decodeSafetensors(file(text, [9, 0, 0, 0, ...one]))).toEqual({
      x: { shape: [1], data: Int32Array.of(9) },
      y: { shape: [1], data: Float32Array.of(1) },
    });
  });

  it('gives back any arrays under any names', () => {
    const names = fc
      .string({ minLength: 1 })
      .filter((name) => name !== '__proto__' && name !== '__metadata__');
    fc.assert(
      fc.property(fc.dictionary(names, arrays, { noNullPrototype: true }), (weights) => {
        expect(decodeSafetensors(encodeSafetensors(weights))).toEqual(weights);
      }),
    );
  });

  it('has the same bytes whatever the order in which arrays are given', () => {
    const [a, b] = [
      { shape: [1], data: Float32Array.of(1) },
      { shape: [1], data: Float32Array.of(2) },
    ];
    expect(encodeSafetensors({ a, b })).toEqual(encodeSafetensors({ b, a }));
  });

  it('is refused with the reason where it is torn or holds another kind', () => {
    const whole = encodeSafetensors({ a: { shape: [2], data: Float32Array.of(1, 2) } });
    expect(() => decodeSafetensors(whole.subarray(0, 5))).toThrow('ends before its header');
    expect(() => decodeSafetensors(whole.subarray(0, -1))).toThrow('shape [2] needs 8');
    const half = file('{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}', one);
    expect(() => decodeSafetensors(half)).toThrow('"h" holds F16');
  });
});
