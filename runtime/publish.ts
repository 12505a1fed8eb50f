import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { renamingOf } from '../compiler/plan/moved.ts';
import type { Plan } from '../compiler/plan/plan.ts';
import type { Provenance, Results } from '../compiler/plan/results.ts';
import { readResults } from './explain/previous.ts';
import { placeFile } from './store/files.ts';

/**
 * Writes `results.json` and `provenance.json` to `folder`, each at once or not at all. Where the results are
 * there already, byte for byte, both files stay: nothing was found out, so nothing was computed anew.
 */
export function writeResults(folder: string, results: Results, provenance: () => Provenance): void {
  const text = json(results);
  const target = join(folder, 'results.json');
  const described = join(folder, 'provenance.json');
  if (existsSync(described) && existsSync(target) && readFileSync(target, 'utf8') === text) return;
  write(target, text);
  write(described, json(provenance()));
}

/**
 * Removes from the store in `folder` what an experiment found under names that it had before, so that it is published once. What another
 * experiment of such a name found stays: its file is there.
 */
export function removeRenamed(folder: string, root: string, { moved }: Plan): void {
  for (const name of renamingOf(moved).experiments) {
    const source = readResults(folder, name)?.source.file;
    if (source !== undefined && !existsSync(join(root, source)))
      rmSync(join(folder, 'results', name), { recursive: true, force: true });
  }
}

function write(target: string, text: string): void {
  placeFile(text, `${target}.${process.pid}.tmp`, target);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
