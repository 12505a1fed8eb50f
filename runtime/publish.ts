import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Provenance, Results } from '../compiler/plan/results.ts';
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

function write(target: string, text: string): void {
  placeFile(text, `${target}.${process.pid}.tmp`, target);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
