import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file below `workflows/data` and the SHA-256 of its bytes. */
export interface ShippedFile {
  readonly path: string;
  readonly sha256: string;
}

const remedy = 'take it from the repository again, or install Crease again';

/**
 * Reads a file that comes with Crease.
 * @param from folder to look from: the first folder above it that has `workflows/data` is taken
 * @throws where the file is missing, or where its bytes are not the ones that the registry names
 */
export function readShipped({ path, sha256 }: ShippedFile, from: string = import.meta.dirname): Buffer {
  const file = join(shippedFolder('data', from), path);
  if (!existsSync(file)) throw new Error(`the data file ${file} is missing: ${remedy}`);
  const bytes = readFileSync(file);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256)
    throw new Error(`the data file ${file} is damaged: its SHA-256 is ${found}, not ${sha256}; ${remedy}`);
  return bytes;
}

/** A folder of `workflows` that comes with Crease, found by walking up: sources and the package lie at different depths. */
export function shippedFolder(name: 'data' | 'networks', from: string = import.meta.dirname): string {
  const folder = join(from, 'workflows', name);
  const parent = dirname(from);
  return existsSync(folder) || parent === from ? folder : shippedFolder(name, parent);
}
