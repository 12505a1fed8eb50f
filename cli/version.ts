import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** The version of Crease. */
export const version: string = JSON.parse(
  readFileSync(findPackageJSON('..', import.meta.url)!, 'utf8'),
).version;
