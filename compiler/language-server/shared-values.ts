import { Definitions } from '../experiment/definitions.ts';
import { describe, type Value } from '../expression/values.ts';
import { units } from '../registry/units.ts';
import type { Analysis } from './analysis.ts';
import { writeSetting } from './documentation.ts';

const known = new WeakMap<Analysis, Definitions>();
const silent = () => {};

/** The data sets, lets and imports of a file, computed when they are first asked for. */
function definitionsOf(analysis: Analysis): Definitions {
  let definitions = known.get(analysis);
  if (!definitions) {
    definitions = new Definitions(analysis.syntax, analysis.imported, silent);
    known.set(analysis, definitions);
  }
  return definitions;
}

/** The value of every data set, let and import that is the same for all arms. */
export function sharedValues(analysis: Analysis): ReadonlyMap<string, Value> {
  return definitionsOf(analysis).shared;
}

/** The scope of everything that arms share. */
export const sharedScope = (analysis: Analysis) => definitionsOf(analysis).scope(silent);

/** A value as a hover shows it: with its unit, or a data set with its size. */
export function describeValue(value: Value): string {
  if (value.kind === 'number')
    return `${Number(value.value.toPrecision(6))} ${units[value.unit].title}`.trim();
  if (value.kind === 'list') return listOf(value.items);
  if (value.kind === 'construct') return writeSetting(value.value);
  if (value.kind !== 'data') return describe(value);
  const { shape, parts, classes } = value.spec;
  const labels = classes === undefined ? 'no labels' : `${classes} classes`;
  return `${parts[value.part]} examples of shape ${shape.join(' × ')}, ${labels}`;
}

const mostShown = 8;

function listOf(items: readonly Value[]): string {
  const shown = items.slice(0, mostShown).map((item) => describeValue(item));
  return `[${shown.join(', ')}${items.length > mostShown ? `, … ${items.length} in all` : ''}]`;
}
