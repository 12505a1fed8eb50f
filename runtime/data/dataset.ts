import type { DataSpec } from '../../compiler/plan/plan.ts';
import type { Settings, Shape } from '../../compiler/registry/construct.ts';
import type { Stream } from '../random/stream.ts';

/** A data set in memory. */
export interface Dataset {
  /** Shape of one example. */
  readonly shape: Shape;
  readonly classes?: number;
  /** `[N, …shape]`, row-major. */
  readonly inputs: Float64Array;
  /** `[N]`, class of each example, counted from 0. */
  readonly labels?: Int32Array;
  /** Examples of each part by their index, in rising order; `all` always. */
  readonly parts: Parts;
}
export type Parts = Readonly<Record<string, Int32Array>>;

/** The examples themselves, before they are dealt to parts; with parts where they have them already. */
export interface Examples extends Pick<Dataset, 'inputs' | 'labels'> {
  readonly parts?: Parts;
  /** How many of the last examples are the part `test`, where they were published so. */
  readonly tests?: number;
}

/** Makes or reads the examples of one kind of data set. */
export type Loader = (settings: Settings, need: LoaderNeeds) => Examples;
export interface LoaderNeeds {
  /** What the plan knows of the data set that is loaded. */
  readonly spec: DataSpec;
  /** The random stream for one purpose of this data set. */
  readonly draw: (purpose: string) => Stream;
  /** Another data set of the experiment. */
  readonly other: (name: string) => Dataset;
}
