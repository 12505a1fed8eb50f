import type { Keys } from './fields.ts';
import {
  blockKeys,
  chartKeys,
  claimKeys,
  experimentKeys,
  fragmentKeys,
  measureKeys,
  networkKeys,
  repeatKeys,
  subNetworkKeys,
  trainKeys,
  tuneKeys,
} from './keys.ts';

/**
 * How the value of a key is written. The schema, completion, formatting and the reference read it.
 *
 * - `text`: prose, in which `${…}` interpolates; `word`: one fixed word or path; `truth`: true or false
 * - `expression`; `expressions`: one, or a YAML list of them
 * - `layers`: a list of expressions and of maps with the keys of `repeat` or `block`
 * - `arms`: a map of arms by name, or an expression whose value is a list; `arm`: an expression, or a record:
 *   a map of expressions by name
 * - `channel`: an expression, or a map with a `field` and keys of Vega-Lite
 * - `overrides`: a map from paths such as `train.epochs` to values
 * - `renames`: a map from the old path of a name to its new one, such as `axes.norm`
 * - `anything`: what another program reads, such as Vega-Lite
 * - `named`: a map whose keys are names of the author's; `section`: one whose keys are the language's
 */
export type Form =
  | 'text'
  | 'word'
  | 'truth'
  | 'expression'
  | 'expressions'
  | 'layers'
  | 'arms'
  | 'arm'
  | 'channel'
  /** A word, or a map with that word as its `type`. */
  | 'mark'
  /** Anything that Vega-Lite takes there. */
  | 'vega-lite'
  | 'overrides'
  | 'renames'
  | 'anything'
  | { readonly named: Form }
  | { readonly section: SectionName };

export type SectionName =
  | 'experiment'
  | 'fragment'
  | 'network'
  | 'networks'
  | 'repeat'
  | 'block'
  | 'train'
  | 'tune'
  | 'measure'
  | 'claims'
  | 'charts';

/** The keys of every map of the language, by the section that the map stands in. */
export const sections: Readonly<
  Record<SectionName, { readonly about: string; readonly keys: Keys<string> }>
> = {
  experiment: { about: 'An experiment file', keys: experimentKeys },
  fragment: { about: 'A file that gives names to others', keys: fragmentKeys },
  network: { about: 'The network', keys: networkKeys },
  networks: {
    about:
      'A part of networks; the section holds any number of them by name. `crease init --with mlp`, `cnn` or `resnet` writes ready-made ones into a project, to be imported and changed',
    keys: subNetworkKeys,
  },
  repeat: { about: 'Layers that are repeated, in a list of layers', keys: repeatKeys },
  block: { about: 'A residual block, in a list of layers', keys: blockKeys },
  train: { about: 'How the network is trained', keys: trainKeys },
  tune: {
    about:
      'One setting of which each arm gets the best candidate; the section holds any number of them by name. All are chosen together, for each combination of the axes, by the mean over replicates. Claims and charts see the chosen candidate; a claim that selects one, as in `x[rate = 1e-3]`, and a chart that draws the setting see what they ask for',
    keys: tuneKeys,
  },
  measure: { about: 'One measurement; the section holds any number of them by name', keys: measureKeys },
  claims: { about: 'One claim; the section holds any number of them by name', keys: claimKeys },
  charts: { about: 'One chart; the section holds any number of them by name', keys: chartKeys },
};

/** How the value at a key is written, in a map that is the value of a key of form `form`. */
export function formOfKey(form: Form, key: string): Form {
  if (typeof form === 'object' && 'named' in form) return form.named;
  if (typeof form === 'object') {
    const { keys } = sections[form.section];
    return Object.hasOwn(keys, key) ? keys[key].form : 'anything';
  }
  if (form === 'arms') return 'arm';
  return form === 'arm' || (form === 'channel' && key === 'field') ? 'expression' : 'anything';
}

/**
 * How an item of a list is written, in a list that is the value of a key of form `form`.
 * @param keys those of the item, where it is a map
 */
export function formOfItem(form: Form, keys: readonly string[] | undefined): Form {
  if (isFree(form)) return 'anything';
  if (form === 'layers' && keys) return { section: keys.includes('block') ? 'block' : 'repeat' };
  return 'expression';
}

/** Whether a value is kept as its author wrote it, because another program reads it or its meaning is elsewhere. */
export function isFree(form: Form): boolean {
  return ['anything', 'overrides', 'renames', 'vega-lite', 'mark'].includes(form as string);
}
