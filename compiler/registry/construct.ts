import type { Construct, Setting } from '../plan/plan.ts';
import type { Unit } from './units.ts';

/** What every record of the registry says about itself. */
export interface Documented {
  readonly name: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** What it computes, exactly; Markdown. */
  readonly about: string;
  /** Where it comes from: paper and section, or a definition of our own. */
  readonly source?: string;
  /** Raised when results computed with the same settings change. */
  readonly version: number;
  readonly parameters: readonly Parameter[];
  /** An expression that compiles. */
  readonly example: string;
}

/** One parameter of a construct; its order in the list is its position in a call. */
export interface Parameter {
  readonly name: string;
  readonly about: string;
  readonly type: ParameterType;
  /** Missing where the author must say it. */
  readonly default?: Setting;
}

/** What a parameter takes. */
export type ParameterType =
  | NumberType
  | { readonly kind: 'truth' }
  | { readonly kind: 'text'; readonly none?: true }
  /** One of several words, such as `same`, or what `or` takes. */
  | { readonly kind: 'choice'; readonly of: readonly string[]; readonly or?: NumberType }
  /** The path of a file or folder of the project. */
  | { readonly kind: 'file'; readonly none?: true }
  | { readonly kind: 'initializer'; readonly none?: boolean }
  | { readonly kind: 'window' }
  | { readonly kind: 'slice' }
  | { readonly kind: 'points' }
  /** Steps, as a number, or epochs, `{is: epochs, count}` until the training is known; several with `list`. */
  | { readonly kind: 'duration'; readonly list?: true }
  /** One number or a list of them, such as radii. */
  | { readonly kind: 'numbers'; readonly unit: Unit; readonly whole?: boolean; readonly min?: number };

export interface NumberType {
  readonly kind: 'number';
  readonly unit: Unit;
  readonly whole?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly exclusive?: boolean;
  readonly none?: true;
}

/** Settings of a construct in the plan: every parameter by name. */
export type Settings = Readonly<Record<string, Setting>>;

export type Shape = readonly number[];

/** Says why a construct cannot stand where it stands; the checker adds the place. */
export interface Refusal {
  readonly refused: string;
  readonly help?: string;
  /** What it is about, so that the checker can show where that comes from. */
  readonly because?: 'shape' | 'before';
}

export function refused(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

/** The settings of `construct` without its name. */
export function settingsOf(construct: Construct): Settings {
  const { is: _, ...settings } = construct;
  return settings as Settings;
}
