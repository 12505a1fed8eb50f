import type { Keys } from '../experiment/fields.ts';
import { type Form, formOfKey, sections } from '../experiment/form.ts';

/** What is wanted where a value stands. */
export type Wanted =
  | 'anything'
  | 'data set'
  | 'arm'
  | 'layer'
  | 'loss'
  | 'optimizer'
  | 'schedule'
  | 'augmentation'
  | 'measurement'
  | 'initializer'
  | 'window'
  | 'slice'
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
  /** Prose, in which expressions stand in `${…}`. */
  | 'text'
  | 'nothing';

/** One place of the file: the keys that a map may have there, and what a value is. */
export interface FieldPlace {
  readonly keys: Keys<string>;
  readonly wanted: Wanted;
}

const experiment: Form = { section: 'experiment' };

/** The place that a path leads to. */
export function fieldPlace(path: readonly string[]): FieldPlace {
  const parts = withoutNesting(path);
  const form = parts.reduce<Form>(formInside, experiment);
  return { keys: keysOf(form), wanted: wantedAt(parts, form) };
}

/** Layers inside layers are layers, be they repeated or in a block. */
function withoutNesting(path: readonly string[]): readonly string[] {
  const start = path.indexOf('layers');
  if (start < 0) return path;
  const inner = path.slice(start + 1).filter((key) => !['layers', 'block', 'shortcut'].includes(key));
  return [...path.slice(0, start + 1), ...inner];
}

const layerKeys: Keys<string> = { ...sections.repeat.keys, ...sections.block.keys };

function formInside(form: Form, key: string): Form {
  if (form === 'layers') return Object.hasOwn(layerKeys, key) ? layerKeys[key].form : 'anything';
  return formOfKey(form, key);
}

function keysOf(form: Form): Keys<string> {
  if (form === 'layers') return layerKeys;
  return typeof form === 'object' && 'section' in form ? sections[form.section].keys : {};
}

/** What an expression is at each path; `*` is a name of the author's. Elsewhere it is a number. */
const wantedBy: Readonly<Record<string, Wanted>> = {
  'let.*': 'anything',
  'data.*': 'data set',
  'network.input': 'points',
  'networks.*.parameters.*': 'anything',
  'train.data': 'points',
  'train.loss': 'loss',
  'train.optimizer': 'optimizer',
  'train.schedule': 'schedule',
  'train.augment': 'augmentation',
  'tune.*.by': 'measurement',
  'measure.*.value': 'measurement',
  'measure.*.at': 'moment',
  'measure.*.by': 'index',
  'claims.*.expect': 'claim',
  'claims.*.per': 'axis',
  'charts.*.partition': 'partition',
  'charts.*.overlay': 'points',
  where: 'condition',
};

const byForm: Partial<Record<Form & string, Wanted>> = {
  text: 'text',
  truth: 'truth',
  layers: 'layer',
  arms: 'arm',
  arm: 'arm',
  channel: 'channel field',
  mark: 'mark',
};

function wantedAt(path: readonly string[], form: Form): Wanted {
  if (typeof form === 'object') return 'nothing';
  const isArm = path[0] === 'axes' || (path[0] === 'tune' && path[2] === 'values');
  if (isArm && form === 'expression') return 'arm';
  if (path[0] === 'charts' && path.at(-1) === 'field') return 'channel field';
  const key = Object.keys(wantedBy).find((pattern) => matches(pattern, path));
  if (key !== undefined) return wantedBy[key];
  return byForm[form] ?? (form === 'expression' || form === 'expressions' ? 'number' : 'nothing');
}

function matches(pattern: string, path: readonly string[]): boolean {
  const parts = pattern.split('.');
  return parts.length === path.length && parts.every((part, i) => part === '*' || part === path[i]);
}
