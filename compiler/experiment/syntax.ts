import type { Expression } from '../expression/tree.ts';
import type { Span } from '../source/span.ts';
import type { YamlMap, YamlNode, YamlScalar } from '../source/yaml-tree.ts';
import type { Text } from './text.ts';

/** An experiment file as its author wrote it: sections, names and expression trees, nothing computed yet. */
export interface ExperimentSyntax {
  /** Whether a section that names things could not be read, so that not all names are known. */
  readonly incomplete: boolean;
  readonly title: Text;
  readonly about: Text;
  readonly seed: Expression | undefined;
  readonly replicates: Expression | undefined;
  /** The numbers of the replicates, instead of how many they are. */
  readonly seeds: Expression | undefined;
  /** How data sets are dealt to their parts: `per replicate`, or once for all where it is missing. */
  readonly split: { readonly text: string; readonly span: Span } | undefined;
  readonly imports: readonly Named<YamlScalar>[];
  readonly lets: readonly Named<Expression>[];
  readonly data: readonly Named<Expression>[];
  readonly axes: readonly Named<readonly ArmSyntax[]>[];
  /** Settings of which each arm gets the best of several values. */
  readonly tune: readonly Named<TuneSyntax>[];
  /** Conditions on the arms of a cell, all of which must hold. */
  readonly where: readonly Expression[];
  readonly networks: readonly Named<SubNetworkSyntax>[];
  readonly network: NetworkSyntax | undefined;
  readonly train: TrainSyntax | undefined;
  readonly measure: readonly Named<MeasureSyntax>[];
  readonly claims: readonly Named<ClaimSyntax>[];
  readonly charts: readonly Named<ChartSyntax>[];
  /** New names of what results carry, by old ones. */
  readonly moved: YamlMap | undefined;
  /** Codes of warnings that are meant so, with reasons. */
  readonly allow: YamlMap | undefined;
}

/** Something that the file names, with the place of the name. */
export interface Named<T> {
  readonly name: string;
  readonly span: Span;
  readonly value: T;
}

export interface ArmSyntax {
  /** Missing for an arm that is named by its value: `rate: [1e-3, 1e-2]`. */
  readonly name?: string;
  readonly span: Span;
  readonly value: Expression | RecordSyntax;
}
/** `{kind: batch_norm(), rate: 1e-3}`: settings that belong to one arm. */
export interface RecordSyntax {
  readonly kind: 'record';
  readonly span: Span;
  readonly fields: readonly Named<Expression>[];
}
export interface TuneSyntax {
  readonly values: readonly ArmSyntax[];
  readonly by: Expression | undefined;
  /** `max` or `min`, where the author says it. */
  readonly best: { readonly text: string; readonly span: Span } | undefined;
}
export interface NetworkSyntax {
  readonly span: Span;
  readonly input: Expression | undefined;
  readonly layers: readonly LayerSyntax[];
}
export type LayerSyntax = { readonly kind: 'layer'; readonly value: Expression } | RepeatSyntax | BlockSyntax;
export interface RepeatSyntax {
  readonly kind: 'repeat';
  /** How often, or a list with a value for each time. */
  readonly times: Expression;
  /** The name that the value has inside: the number of the copy, from 1, or the item of the list. */
  readonly as?: { readonly name: string; readonly span: Span };
  readonly layers: readonly LayerSyntax[];
}
/** A residual block: what its layers make of its input, plus what its shortcut makes of it. */
export interface BlockSyntax {
  readonly kind: 'block';
  readonly span: Span;
  readonly layers: readonly LayerSyntax[];
  /** Empty where the input is added as it is. */
  readonly shortcut: readonly LayerSyntax[];
}
export interface SubNetworkSyntax {
  /** Each with its default, or the name of what must be given. */
  readonly parameters: readonly Named<Expression>[];
  readonly layers: readonly LayerSyntax[];
}

export interface TrainSyntax {
  readonly span: Span;
  readonly data: Expression | undefined;
  readonly loss: Expression | undefined;
  readonly optimizer: Expression | undefined;
  readonly batch: Expression | undefined;
  readonly epochs: Expression | undefined;
  /** Instead of `epochs`. */
  readonly steps: Expression | undefined;
  readonly schedule: Expression | undefined;
  readonly augment: readonly Expression[];
  readonly partial: YamlScalar | undefined;
}
export interface MeasureSyntax {
  readonly value: Expression | undefined;
  readonly at: readonly Expression[];
  readonly every: Expression | undefined;
  readonly by: readonly Expression[];
}
export interface ClaimSyntax {
  readonly says: Text;
  readonly expect: Expression | undefined;
  readonly exact: boolean;
  readonly per: readonly Expression[];
}
export interface ChartSyntax {
  readonly title: Text;
  readonly span: Span;
  readonly mark?: MarkSyntax;
  readonly encoding: readonly Named<ChannelSyntax>[];
  readonly partition?: Expression;
  readonly overlay?: Expression;
  /** The place of `decision: true`. */
  readonly decision?: Span;
  readonly replicate?: Expression;
  /** Other parts of Vega-Lite's specification, such as `transform`, by their keys. */
  readonly parts: readonly Named<YamlNode>[];
}
export interface MarkSyntax {
  /** Empty where a map does not say its `type`. */
  readonly name: string;
  readonly span: Span;
  /** The whole map, where the mark has more than a name. */
  readonly style?: YamlNode;
}
export interface ChannelSyntax {
  readonly field: Expression | undefined;
  /** The whole map, where the channel has more than a field. */
  readonly definition?: YamlMap;
}
