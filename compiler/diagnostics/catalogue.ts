import * as charts from './codes/charts.ts';
import * as claims from './codes/claims.ts';
import * as dataFiles from './codes/data-files.ts';
import * as definitions from './codes/definitions.ts';
import * as expression from './codes/expression.ts';
import * as imports from './codes/imports.ts';
import * as lints from './codes/lints.ts';
import * as measure from './codes/measure.ts';
import * as moved from './codes/moved.ts';
import * as names from './codes/names.ts';
import * as network from './codes/network.ts';
import * as networkFiles from './codes/network-files.ts';
import * as normalization from './codes/normalization.ts';
import * as slices from './codes/slices.ts';
import * as tune from './codes/tune.ts';
import * as types from './codes/types.ts';
import * as yaml from './codes/yaml.ts';
import type { Entry } from './entry.ts';

const rooms = [
  yaml,
  expression,
  names,
  definitions,
  moved,
  types,
  network,
  normalization,
  networkFiles,
  dataFiles,
  slices,
  measure,
  claims,
  charts,
  imports,
  tune,
  lints,
];

/** Every kind of mistake that a diagnostic can report, by code. */
export const catalogue: ReadonlyMap<string, Entry<never>> = new Map(
  rooms
    .flatMap((room) => Object.values(room) as Entry<never>[])
    .sort((a, b) => a.code.localeCompare(b.code, 'en'))
    .map((entry) => [entry.code, entry]),
);
