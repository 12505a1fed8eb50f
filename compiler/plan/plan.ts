/**
 * The plan: what an experiment means, with every default filled in and every name resolved.
 * It is canonical JSON (`canonical.ts`), checked against its written spec by `verify.ts`,
 * and the only thing that the runtime reads.
 */
export interface Plan {
  /** Version of this format. */
  readonly crease: 1;
  /** The file's name without `.crease.yaml`. */
  readonly experiment: string;
  readonly title: string;
  readonly about: string;
  readonly profile: string;
  readonly seed: number;
  /** How many; each cell has the number of its own, which seeds it. */
  readonly replicates: number;
  /** Each replicate deals data sets to their parts anew; missing where all share one split. */
  readonly split?: 'per replicate';
  readonly axes: readonly Axis[];
  readonly data: Readonly<Record<string, DataSpec>>;
  /** One for each combination of arms that `where` keeps, in the order of the axes. */
  readonly variants: readonly Variant[];
  /** Variants times replicates. */
  readonly cells: readonly Cell[];
  readonly measurements: Readonly<Record<string, Measurement>>;
  readonly claims: Readonly<Record<string, Claim>>;
  readonly charts: Readonly<Record<string, Chart>>;
  /** What was called otherwise before; missing where nothing was. */
  readonly moved?: readonly Moved[];
  /** Every piece of work, each after what it needs. */
  readonly steps: readonly Step[];
}

/** A name that results carry was another one before. */
export interface Moved {
  readonly kind: 'experiment' | 'axis' | 'arm' | 'measurement';
  readonly from: string;
  readonly to: string;
  /** Of an arm, its axis as it is called now. */
  readonly axis?: string;
}

/** A value of a setting after evaluation: a construct is `{is: name, …settings}`. */
export type Setting = number | string | boolean | null | readonly Setting[] | Construct;
export interface Construct {
  readonly is: string;
  readonly [setting: string]: Setting;
}

export interface Axis {
  readonly name: string;
  readonly arms: readonly Arm[];
  /** Where the arms are candidates: what chooses one of them for each combination of the other axes. */
  readonly tuned?: Tuned;
}
export interface Tuned {
  /** At its last moment, averaged over its indices, and then over replicates. */
  readonly measurement: string;
  readonly best: 'max' | 'min';
}
export interface Arm {
  readonly name: string;
  /** The arm as its author would write it, for tables and legends. */
  readonly text: string;
}

/** A data set and what is known of it before it is read. */
export interface DataSpec {
  readonly source: Construct;
  /** Shape of one example: `[2]` for points in the plane, `[64]` for digits. */
  readonly shape: readonly number[];
  /** Number of classes; missing where examples have no label. */
  readonly classes?: number;
  /** Examples in each part; `all` always, `train`, `validation`, `test` where it is split. */
  readonly parts: Readonly<Record<string, number>>;
}
/** A data set, or one part of it. */
export interface DataRef {
  readonly data: string;
  readonly part: string;
}
/** A data set as a setting of a construct: `accuracy(images.test)` has `points: {is: data, name: images, part: test}`. */
export interface DataSetting extends Construct {
  readonly is: 'data';
  readonly name: string;
  readonly part: string;
}

export interface Variant {
  /** `start=both,rate=0.001`; `base` where there are no axes. */
  readonly id: string;
  /** Arm name by axis name. */
  readonly arms: Readonly<Record<string, string>>;
  readonly network: NetworkSpec;
  readonly training?: TrainingSpec;
}
export interface NetworkSpec {
  /** What flows in, and whose statistics normalizations use. */
  readonly input: DataRef;
  readonly shape: readonly number[];
  /** In order, repetitions and calls written out; the last one gives the output. See `wiring.ts`. */
  readonly layers: readonly LayerSpec[];
}
export interface LayerSpec {
  /** Its place in the file, `0.2.1`: names its parameters and their random streams. */
  readonly path: string;
  /** Name of its record in the registry, and its settings. */
  readonly layer: Construct;
  /**
   * Paths of the layers that it reads, or `input`. Missing where it simply reads the one before, or is the
   * first and reads the input. Only `residual_sum` reads several, and adds them.
   */
  readonly from?: readonly string[];
  readonly input: readonly number[];
  readonly output: readonly number[];
}
export interface TrainingSpec {
  readonly data: DataRef;
  readonly loss: Construct;
  readonly optimizer: Construct;
  /** How examples are changed at random each time they are seen, in order; missing where they stay as they are. */
  readonly augment?: readonly Construct[];
  /** What the optimizer's rate is multiplied by, step by step; missing where it is constant. */
  readonly schedule?: Construct;
  readonly batch: number;
  /** Examples in the smaller last batch of an epoch; missing where that is dropped, or there is none. */
  readonly rest?: number;
  /** Passes through the data; not whole where `steps` end within one. */
  readonly epochs: number;
  /** Optimizer steps in all: epochs × batches of an epoch. */
  readonly steps: number;
}

export interface Cell {
  /** `offsets=batch,replicate=3` */
  readonly id: string;
  readonly variant: string;
  /** 1, 2, … or the numbers that the author gave. */
  readonly replicate: number;
}

/** When a measurement is taken: a state of training by name, or every so many optimizer steps. */
export type Moment = 'initial' | 'final' | { readonly every: number };

export interface Measurement {
  readonly value: Construct;
  readonly at: readonly Moment[];
  /** Index that the author asks to keep, such as `layer`. */
  readonly by: readonly string[];
  /** What the numbers are: see `registry/units.ts`. */
  readonly unit: string;
  readonly title: string;
  /** Indices of the result, outermost first: `at` or `step` where there are several moments, then its own. */
  readonly indices: readonly IndexSpec[];
}
export interface IndexSpec {
  readonly name: string;
  readonly unit: string;
  /** Known before running: layers, radii, steps. Missing for samples or cells of a partition. */
  readonly values?: readonly (number | string)[];
}

/** A number for each replicate, computed from measurements. */
export type Quantity =
  | { readonly op: 'literal'; readonly value: number }
  | {
      readonly op: 'measurement';
      readonly name: string;
      readonly member?: string;
      readonly pick?: Readonly<Record<string, number | string>>;
    }
  | {
      readonly op: 'statistic';
      readonly name: string;
      readonly over: readonly string[];
      readonly of: Quantity;
      readonly settings: Readonly<Record<string, Setting>>;
    }
  | { readonly op: 'select'; readonly where: Readonly<Record<string, string>>; readonly of: Quantity }
  /** Least-squares slope along the arms of an axis, which stand in the order of their values: change from arm to arm. */
  | { readonly op: 'slope'; readonly along: string; readonly arms: readonly string[]; readonly of: Quantity }
  | {
      readonly op: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/' | '**';
      readonly left: Quantity;
      readonly right: Quantity;
    };

export type Operator = '<' | '<=' | '>' | '>=' | '==';
export type Comparison =
  | {
      readonly kind: 'compare';
      readonly operator: Operator;
      readonly left: Quantity;
      readonly right: Quantity;
    }
  | {
      readonly kind: 'within';
      readonly left: Quantity;
      readonly right: Quantity;
      readonly tolerance: number;
      readonly relative: boolean;
    };
/** A comparison, or several that must all hold. */
export type Expectation = Comparison | { readonly kind: 'and'; readonly parts: readonly Part[] };
export interface Part {
  /** The comparison as written, in canonical form. */
  readonly text: string;
  readonly expect: Comparison;
  /** Unit of its effect. */
  readonly unit: string;
}

export interface Claim {
  readonly says: string;
  /** The expectation as written, in canonical form. */
  readonly text: string;
  readonly expect: Expectation;
  /** True where it must hold in every replicate, without statistics. */
  readonly exact: boolean;
  /** Axes over whose arms the claim is a family. */
  readonly per: readonly string[];
  /** Unit of the effect; of the first where there are several comparisons. */
  readonly unit: string;
}

export interface Chart {
  readonly title: string;
  /** A Vega-Lite specification without data; rows are put at `data.values`. */
  readonly spec: { readonly [key: string]: unknown };
  readonly rows: RowRequest;
}
/** What the rows of a chart are made of. */
export type RowRequest =
  | {
      readonly kind: 'measurement';
      readonly measurement: string;
      readonly member?: string;
      /** Indices that stay columns; the others are averaged. */
      readonly indices: readonly string[];
      readonly axes: readonly string[];
      /** Axes whose arms are numbers in the rows, because they are drawn to scale. */
      readonly numbers?: readonly string[];
      /** Whether summaries have the quartiles of the replicates, too. */
      readonly quartiles?: true;
      /** Whether single replicates are left out, where the mark does not show them. */
      readonly summariesOnly?: true;
    }
  | {
      readonly kind: 'partition';
      readonly measurement: string;
      readonly overlay?: DataRef;
      /** Whether the decision boundary is drawn. */
      readonly decision?: true;
      readonly axes: readonly string[];
      readonly replicate: number;
      /** Whether there is a panel for each layer, with its creases over those of the layers before. */
      readonly byLayer?: true;
    };

interface StepBase {
  /** Content key: SHA-256 over what the step really uses. */
  readonly key: string;
  readonly cell: string;
  /** Rough cost in floating-point operations, for the order of work and first estimates. */
  readonly cost: number;
  /** What `key` is the hash of: canonical JSON leaves. */
  readonly preimage: Construct;
}
export interface TrainStep extends StepBase {
  readonly kind: 'train';
}
export interface MeasureStep extends StepBase {
  readonly kind: 'measure';
  readonly measurement: string;
  /** Key of the training that it needs; missing for networks that are not trained. */
  readonly after?: string;
}
export type Step = TrainStep | MeasureStep;
