import { createHash, type Hash } from 'node:crypto';
import type { PiecewiseAffineNetwork } from '../geometry/network.ts';

/** SHA-256 of a network's nodes: equal for equal networks, whatever files they came from. */
export function hashNetwork({ nodes }: PiecewiseAffineNetwork): string {
  const hash = createHash('sha256');
  for (const node of nodes) add(hash, node);
  return hash.digest('hex');
}

/** Sorted by name, arrays with their length before their bytes, so that no two networks write the same. */
function add(hash: Hash, value: unknown): void {
  if (ArrayBuffer.isView(value)) {
    hash.update(`${value.constructor.name}[${value.byteLength}]`);
    hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    hash.update(`{${entries.length}`);
    for (const [name, item] of entries) {
      hash.update(`${name}:`);
      add(hash, item);
    }
  } else hash.update(`${JSON.stringify(value)};`);
}
