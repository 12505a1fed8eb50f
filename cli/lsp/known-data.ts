import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DataFileFacts,
  factsKey,
  type WantedData,
} from '../../compiler/registry/datasets/file-facts.ts';
import { dataFacts } from '../../runtime/data/facts.ts';

/** Facts of data files, read again only where a file or a folder has changed: an editor asks at every key. */
export class KnownData {
  readonly #known = new Map<string, { readonly stamp: string; readonly facts: DataFileFacts }>();

  of(wanted: WantedData, experiment: string): DataFileFacts {
    const stamp = `${experiment} ${stampOf(wanted.file)}`;
    const key = factsKey(wanted);
    const known = this.#known.get(key);
    if (known?.stamp === stamp) return known.facts;
    const facts = dataFacts(wanted, experiment);
    this.#known.set(key, { stamp, facts });
    return facts;
  }
}

/** When a file, or a folder and those in it, was changed. */
function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return `${stat?.mtimeMs} ${stat?.size}`;
  const inside = readdirSync(path).map((name) => statSync(join(path, name), { throwIfNoEntry: false }));
  return [stat, ...inside].map((each) => each?.mtimeMs).join(' ');
}
