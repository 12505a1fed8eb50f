import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A thing in `store/`: a sealed folder, or a note beside one. */
export interface Item {
  readonly kind: 'record' | 'sidecar' | 'failure' | 'unknown';
  /** Content key; the name of what is unknown. */
  readonly key: string;
  readonly path: string;
}

const kinds = { '': 'record', '.sidecar.json': 'sidecar', '.failed.json': 'failure' } as const;

/** Everything in the store below `folder`, in the order of its keys. */
export function* listStore(folder: string): Generator<Item> {
  const store = join(folder, 'store');
  if (!existsSync(store)) return;
  for (const shelf of readdirSync(store).sort())
    for (const name of readdirSync(join(store, shelf)).sort()) {
      const [, key, rest] = /^([0-9a-f]{64})(.*)$/.exec(name) ?? [];
      const kind = kinds[rest as keyof typeof kinds] ?? 'unknown';
      yield {
        kind: key?.startsWith(shelf) ? kind : 'unknown',
        key: key ?? name,
        path: join(store, shelf, name),
      };
    }
}
