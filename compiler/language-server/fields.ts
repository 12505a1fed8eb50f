import type { Keys } from '../experiment/fields.ts';
import {
  chartKeys,
  claimKeys,
  experimentKeys,
  measureKeys,
  networkKeys,
  repeatKeys,
  trainKeys,
} from '../experiment/keys.ts';

/** What is wanted where a value stands. */
export type Wanted =
  | 'anything'
  | 'data set'
  | 'arm'
  | 'layer'
  | 'loss'
  | 'optimizer'
  | 'measurement'
  | 'initializer'
  | 'window'
  | 'number'
  | 'points'
  | 'truth'
  | 'condition'
  | 'moment'
  | 'index'
  | 'axis'
  | 'claim'
  | 'quantity'
  | 'mark'
  | 'channel field'
  | 'partition'
  | 'nothing';

/** One place of the file: the keys of a map, what its values are, or both where a list has either. */
export interface FieldPlace {
  readonly keys?: Keys<string>;
  readonly wanted?: Wanted;
}

/** By path; `*` is a name of the author's. Layers inside layers are layers. */
const places: Readonly<Record<string, FieldPlace>> = {
  '': { keys: experimentKeys },
  title: { wanted: 'nothing' },
  about: { wanted: 'nothing' },
  crease: { wanted: 'nothing' },
  'let.*': { wanted: 'anything' },
  'data.*': { wanted: 'data set' },
  'axes.*': { wanted: 'arm' },
  'axes.*.*': { wanted: 'arm' },
  'axes.*.*.*': { wanted: 'arm' },
  where: { wanted: 'condition' },
  network: { keys: networkKeys },
  'network.input': { wanted: 'points' },
  'network.layers': { keys: repeatKeys, wanted: 'layer' },
  'network.layers.repeat': { wanted: 'number' },
  'networks.*': { keys: repeatKeys, wanted: 'layer' },
  'networks.*.layers': { keys: repeatKeys, wanted: 'layer' },
  train: { keys: trainKeys },
  'train.data': { wanted: 'points' },
  'train.loss': { wanted: 'loss' },
  'train.optimizer': { wanted: 'optimizer' },
  'measure.*': { keys: measureKeys },
  'measure.*.value': { wanted: 'measurement' },
  'measure.*.at': { wanted: 'moment' },
  'measure.*.every': { wanted: 'number' },
  'measure.*.by': { wanted: 'index' },
  'claims.*': { keys: claimKeys },
  'claims.*.says': { wanted: 'nothing' },
  'claims.*.expect': { wanted: 'claim' },
  'claims.*.per': { wanted: 'axis' },
  'claims.*.exact': { wanted: 'truth' },
  'charts.*': { keys: chartKeys },
  'charts.*.title': { wanted: 'nothing' },
  'charts.*.mark': { wanted: 'mark' },
  'charts.*.encoding.*': { wanted: 'channel field' },
  'charts.*.encoding.*.field': { wanted: 'channel field' },
  'charts.*.color': { wanted: 'channel field' },
  'charts.*.facet.*': { wanted: 'channel field' },
  'charts.*.partition': { wanted: 'partition' },
  'charts.*.overlay': { wanted: 'points' },
};

/** The place that a path leads to; a field that the table does not name takes a number. */
export function fieldPlace(path: readonly string[]): FieldPlace | undefined {
  const parts = path.filter((key, i) => key !== 'layers' || path[i - 1] !== 'layers');
  const key = Object.keys(places).find((pattern) => matches(pattern, parts));
  if (key !== undefined) return places[key];
  const parent = parts.length > 0 ? fieldPlace(parts.slice(0, -1)) : undefined;
  return parent?.keys && Object.hasOwn(parent.keys, parts[parts.length - 1])
    ? { wanted: 'number' }
    : undefined;
}

function matches(pattern: string, path: readonly string[]): boolean {
  const parts = pattern === '' ? [] : pattern.split('.');
  return parts.length === path.length && parts.every((part, i) => part === '*' || part === path[i]);
}
