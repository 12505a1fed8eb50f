import type { Expression } from '../expression/tree.ts';
import type { Span } from '../source/span.ts';
import type { YamlNode } from '../source/yaml-tree.ts';

/** An experiment file as its author wrote it: sections, names and expression trees, nothing computed yet. */
export interface ExperimentSyntax {
  readonly title: string;
  readonly about: string;
  readonly seed: Expression | undefined;
  readonly replicates: Expression | undefined;
  readonly data: readonly Named<Expression>[];
  readonly axes: readonly Named<readonly ArmSyntax[]>[];
  readonly network: NetworkSyntax | undefined;
  readonly train: TrainSyntax | undefined;
  readonly measure: readonly Named<MeasureSyntax>[];
  readonly claims: readonly Named<ClaimSyntax>[];
  readonly charts: readonly Named<ChartSyntax>[];
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
  readonly value: Expression;
}
export interface NetworkSyntax {
  readonly span: Span;
  readonly input: Expression | undefined;
  readonly layers: readonly LayerSyntax[];
}
export type LayerSyntax =
  | { readonly kind: 'layer'; readonly value: Expression }
  | { readonly kind: 'repeat'; readonly times: Expression; readonly layers: readonly LayerSyntax[] };

export interface TrainSyntax {
  readonly span: Span;
  readonly data: Expression | undefined;
  readonly loss: Expression | undefined;
  readonly optimizer: Expression | undefined;
  readonly batch: Expression | undefined;
  readonly epochs: Expression | undefined;
}
export interface MeasureSyntax {
  readonly value: Expression | undefined;
  readonly at: readonly Expression[];
  readonly every: Expression | undefined;
  readonly by: readonly Expression[];
}
export interface ClaimSyntax {
  readonly says: string;
  readonly expect: Expression | undefined;
  readonly exact: boolean;
  readonly per: readonly Expression[];
}
export interface ChartSyntax {
  readonly title: string;
  readonly span: Span;
  readonly mark?: { readonly name: string; readonly span: Span };
  readonly encoding: readonly Named<ChannelSyntax>[];
  readonly partition?: Expression;
  readonly overlay?: Expression;
  readonly replicate?: Expression;
}
export interface ChannelSyntax {
  readonly field: Expression | undefined;
  /** Vega-Lite's own settings of the channel, passed through. */
  readonly more: Readonly<Record<string, YamlNode>>;
}
