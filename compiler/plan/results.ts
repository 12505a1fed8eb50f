import type { Axis, DataSpec, IndexSpec, Moved } from './plan.ts';

/**
 * What a run of a plan found: the file `results.json` that the runtime writes for each experiment
 * and that the website and the review read. It follows from the records alone: the same records
 * give the same bytes. Times, hosts and versions stand in `provenance.json` beside it.
 */
export interface Results {
  readonly crease: 1;
  readonly experiment: string;
  readonly title: string;
  /** Markdown from the experiment file: escape or sanitize it. */
  readonly about: string;
  readonly profile: string;
  readonly seed: number;
  readonly replicates: number;
  /**
   * Test examples for each training example where every replicate splits the data anew: the variance of a
   * mean over replicates is s² (1/n + overlap), after Nadeau & Bengio (2003). Missing where it is s²/n.
   */
  readonly overlap?: number;
  readonly source: { readonly file: string; readonly text: string };
  readonly axes: readonly Axis[];
  /** What was called otherwise before, so that older results can be compared; missing where nothing was. */
  readonly moved?: readonly Moved[];
  /** What was chosen for each combination of the axes that are not tuned; missing where nothing is. */
  readonly tuned?: readonly TunedResult[];
  readonly data: Readonly<Record<string, DataSpec>>;
  readonly variants: readonly VariantResult[];
  readonly measurements: readonly MeasurementResult[];
  readonly cells: readonly CellResult[];
  readonly claims: readonly ClaimResult[];
  readonly charts: readonly ChartResult[];
  /** The resolved settings, a leaf a row: `network.layers[0].units` → `6`. */
  readonly settings: readonly { readonly path: string; readonly value: string }[];
}

/** One choice among the candidates of one combination of the other axes. */
export interface TunedResult {
  /** Arms of the axes that are not tuned. */
  readonly arms: Readonly<Record<string, string>>;
  /** The values chosen, by tuned setting; `null` where no candidate finished. */
  readonly chosen: Readonly<Record<string, string>> | null;
  readonly candidates: readonly {
    readonly value: Readonly<Record<string, string>>;
    /** Mean of the measurement over the replicates that finished. */
    readonly mean: number | null;
    readonly n: number;
    /** Replicates that diverged. */
    readonly diverged: number;
  }[];
}

export interface VariantResult {
  readonly id: string;
  readonly arms: Readonly<Record<string, string>>;
  /** The network as drawn: one entry a layer. */
  readonly layers: readonly {
    readonly path: string;
    readonly text: string;
    readonly output: readonly number[];
  }[];
}

export interface MeasurementResult {
  readonly name: string;
  readonly title: string;
  /** The measurement as its author would write it. */
  readonly text: string;
  readonly unit: string;
  readonly indices: readonly IndexSpec[];
}

export type Outcome = 'done' | 'diverged' | 'failed' | 'missing';

export interface CellResult {
  readonly id: string;
  readonly variant: string;
  readonly replicate: number;
  readonly outcome: Outcome;
  /** Why, where the outcome is not `done`: "loss became infinite at step 312". */
  readonly reason?: string;
  /** Content key of each record behind this cell: `train`, and one for each measurement. */
  readonly keys: Readonly<Record<string, string>>;
  /** Each measurement reduced to one number (mean over its indices at the last moment; regions of a partition). */
  readonly values: Readonly<Record<string, number | null>>;
}

export type Verdict = 'supported' | 'refuted' | 'inconclusive';

export interface ClaimResult {
  readonly name: string;
  readonly says: string;
  readonly text: string;
  readonly exact: boolean;
  /** The family's verdict: supported where all members are, refuted where one is, else inconclusive. */
  readonly verdict: Verdict;
  /** How it was decided, in words: "paired t interval of the difference, 95 %, Holm over 2". */
  readonly method: string;
  readonly unit: string;
  readonly members: readonly ClaimMember[];
}
export interface ClaimMember {
  /** Arms that this member is about: `{rate: '0.001'}`; empty where the claim is no family. */
  readonly per: Readonly<Record<string, string>>;
  readonly verdict: Verdict;
  /** The comparison that this member is about, where the claim has several: `a < b`. */
  readonly part?: string;
  /** Unit of the effect, where the claim has several comparisons. */
  readonly unit?: string;
  /** Whether the effect is a difference, which probabilities have in points. */
  readonly difference?: boolean;
  /** Mean over replicates of left − right (or of left where right is a number; the geometric mean of a ratio). */
  readonly effect: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What the interval must lie beyond (or inside of, for `within`: ±threshold). */
  readonly threshold: number;
  readonly relation: '<' | '<=' | '>' | '>=' | '==' | 'within';
  /** Replicates used, and those left out because a cell failed. */
  readonly n: number;
  readonly failed: number;
  /** Replicates in which a curve never got to its level, so that its last step was counted; missing where none. */
  readonly censored?: number;
  /** p-value after Holm's correction; missing for exact claims. */
  readonly p?: number;
  readonly replicates: readonly { readonly replicate: number; readonly effect: number | null }[];
}

export interface ChartResult {
  readonly name: string;
  readonly title: string;
  /** A whole Vega-Lite specification with its rows at `data.values`. */
  readonly spec: { readonly [key: string]: unknown };
  /** What a reader without sight of the chart is told. */
  readonly description: string;
  /** The table behind the chart. */
  readonly table: Table;
}
export interface Table {
  readonly columns: readonly { readonly name: string; readonly title: string; readonly unit: string }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** `provenance.json`: what may differ from run to run. */
export interface Provenance {
  readonly versions: Readonly<Record<string, string>>;
  /** What computed the numbers: backend, its version, threads a worker. */
  readonly numerics: string;
  readonly machine: {
    readonly platform: string;
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGB: number;
  };
  readonly git?: { readonly commit: string; readonly dirty: boolean };
  readonly seconds: number;
  readonly finished: string;
  /** Command that runs the experiment again. */
  readonly command: string;
}
