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
} from './keys.ts';

/**
 * How the value of a key is written. The schema, completion, formatting and the reference read it.
 *
 * - `text`: prose, in which `${…}` interpolates; `word`: one fixed word or path; `truth`: true or false
 * - `expression`; `expressions`: one, or a YAML list of them
 * - `layers`: a list of expressions and of maps with the keys of `repeat` or `block`
 * - `arms`: a map of named expressions or records, or an expression whose value is a list
 * - `channel`: an expression, or a map with a `field` and keys of Vega-Lite
 * - `overrides`: a map from paths such as `train.epochs` to values
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
  | 'channel'
  | 'overrides'
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
    about: 'A part of networks; the section holds any number of them by name',
    keys: subNetworkKeys,
  },
  repeat: { about: 'Layers that are repeated, in a list of layers', keys: repeatKeys },
  block: { about: 'A residual block, in a list of layers', keys: blockKeys },
  train: { about: 'How the network is trained', keys: trainKeys },
  measure: { about: 'One measurement; the section holds any number of them by name', keys: measureKeys },
  claims: { about: 'One claim; the section holds any number of them by name', keys: claimKeys },
  charts: { about: 'One chart; the section holds any number of them by name', keys: chartKeys },
};
