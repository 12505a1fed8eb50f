import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A tensor as a test writes it: 64-bit floats unless the bytes are given. */
export interface Written {
  readonly shape: readonly number[];
  readonly data?: readonly number[];
  readonly dtype?: string;
  readonly bytes?: Uint8Array;
}

/** A `.safetensors` file, written here from the format's description rather than by the code under test. */
export function safetensors(tensors: Readonly<Record<string, Written>>): Uint8Array {
  const parts = Object.entries(tensors).map(([name, { shape, data = [], dtype = 'F64', bytes }]) => ({
    name,
    shape,
    dtype,
    bytes: bytes ?? new Uint8Array(Float64Array.from(data).buffer),
  }));
  let at = 0;
  const entries = parts.map(({ name, shape, dtype, bytes }) => [
    name,
    { dtype, shape, data_offsets: [at, (at += bytes.length)] },
  ]);
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, ...parts.map(({ bytes }) => bytes)]);
}

/** A new folder with these files in it. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'crease-networks-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Writes a network of tensors and its topology; gives the path of the tensors. */
export function torchFile(tensors: Readonly<Record<string, Written>>, topology: string): string {
  const folder = folderOf({ 'net.safetensors': safetensors(tensors), 'net.topology.yaml': topology });
  return join(folder, 'net.safetensors');
}
