import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeFile } from './files.ts';
import { sha256 } from './sealed.ts';

/** An experiment as it was run: its files, and what was overridden. Says where the leaves of an old record stood. */
export interface KeptSource {
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  readonly profile: string;
  readonly set: Readonly<Record<string, string>>;
}

const place = (folder: string, hash: string) => join(folder, 'sources', `${hash}.json`);

/** Keeps the text of an experiment that is run with some numerics, once; answers with its hash. */
export function keepSource(folder: string, { sources, profile, set }: KeptSource, numerics: string): string {
  const text = `${JSON.stringify({ sources, profile, set, numerics })}\n`;
  const hash = sha256(text);
  if (!existsSync(place(folder, hash)))
    placeFile(text, join(folder, 'tmp', `${hash}-${process.pid}.json`), place(folder, hash));
  return hash;
}

/** The experiment that was kept under a hash; undefined where it is not there. */
export function readSource(folder: string, hash: string): KeptSource | undefined {
  const file = place(folder, hash);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptSource) : undefined;
}

/** With which numerics experiments were run on a store: backend, library, threads. */
export function numericsIn(folder: string): ReadonlySet<string> {
  const kept = join(folder, 'sources');
  if (!existsSync(kept)) return new Set();
  const files = readdirSync(kept).filter((name) => name.endsWith('.json'));
  return new Set(
    files.map(
      (name) => (JSON.parse(readFileSync(join(kept, name), 'utf8')) as { numerics: string }).numerics,
    ),
  );
}
