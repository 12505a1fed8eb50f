import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNpy, encodeNpy } from '../../../runtime/store/npy.ts';
import { arrays } from './arrays.ts';

/** Files that NumPy 2.4 wrote with `numpy.lib.format.write_array(file, array, version=(1, 0))`, in Base64. */
const numpy = {
  matrix:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD4PwAAAAAAAACAAAAAAAAA8H8AAAAAAAD4fyvmcItoEgAAAAAAAAAACEA=',
  floats:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIArNzMw9AAAAQA==',
  integer:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGk0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoHAAAA',
  empty:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDAsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAo=',
};
const same = {
  matrix: { shape: [2, 3], data: Float64Array.of(1.5, -0, Infinity, NaN, 1e-310, 3) },
  floats: { shape: [2], data: Float32Array.of(0.1, 2) },
  integer: { shape: [], data: Int32Array.of(7) },
  empty: { shape: [0, 3], data: new Float64Array(0) },
};

describe('a .npy file', () => {
  for (const name of Object.keys(numpy) as (keyof typeof numpy)[]) {
    it(`is byte for byte what NumPy writes: ${name}`, () => {
      expect(Buffer.from(encodeNpy(same[name])).toString('base64')).toBe(numpy[name]);
    });
    it(`is read as NumPy wrote it: ${name}`, () => {
      expect(decodeNpy(Buffer.from(numpy[name], 'base64'))).toEqual(same[name]);
    });
  }

  it('gives back any array, bit for bit, and its data begin at a multiple of 64 bytes', () => {
    fc.assert(
      fc.property(arrays, (array) => {
        const file = encodeNpy(array);
        expect((file.length - array.data.byteLength) % 64).toBe(0);
        expect(decodeNpy(file)).toEqual(array);
      }),
    );
  });

  it('copies what it reads, so that a buffer may be used again', () => {
    const file = Buffer.concat([Buffer.alloc(3), encodeNpy(same.matrix)]).subarray(3);
    const { data } = decodeNpy(file);
    file.fill(0);
    expect(data[0]).toBe(1.5);
  });

  it('is refused with the reason where it is torn or of another kind', () => {
    const file = encodeNpy(same.matrix);
    expect(() => decodeNpy(file.subarray(0, -1))).toThrow('47 bytes where shape [2,3] needs 48');
    expect(() => decodeNpy(new Uint8Array(0))).toThrow('not a .npy file of version 1.0');
    const complex = new TextEncoder().encode(
      new TextDecoder('latin1').decode(file).slice(1).replace('<f8', '<c8'),
    );
    expect(() => decodeNpy(Uint8Array.of(0x93, ...complex.slice(0, 200)))).toThrow('<c8');
  });
});
