import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedFolder } from '../../runtime/data/shipped.ts';

/** The ready-made networks: fragments below `workflows/networks` that a project takes a copy of. */
export const networkNames = ['mlp', 'cnn', 'resnet'] as const;

/** The files of some ready-made networks, by their path in a project. */
export function networkFiles(names: readonly (typeof networkNames)[number][]): Record<string, string> {
  const folder = shippedFolder('networks');
  return Object.fromEntries(
    names.map((name) => [
      `workflows/networks/${name}.crease.yaml`,
      readFileSync(join(folder, `${name}.crease.yaml`), 'utf8'),
    ]),
  );
}
