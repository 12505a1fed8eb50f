import type { Moved } from './plan.ts';
import type { ClaimMember, Outcome, Verdict } from './results.ts';

/**
 * What an experiment is and what it found, small enough to be committed beside it: `NAME.results.json`, canonical
 * JSON with one leaf a line. It has all that a review compares, so that two revisions are compared without a store.
 */
export interface Committed {
  readonly crease: 1;
  readonly experiment: string;
  readonly title: string;
  /** What computed it: backends with version and threads. Empty where all is computed in double precision. */
  readonly numerics: readonly string[];
  /** See `Results.overlap`. */
  readonly overlap?: number;
  readonly moved?: readonly Moved[];
  /** The resolved settings by path, as in `Results.settings`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Arms by axis of each variant. */
  readonly variants: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly cells: Readonly<Record<string, CommittedCell>>;
  readonly measurements: Readonly<Record<string, CommittedMeasurement>>;
  readonly claims: Readonly<Record<string, CommittedClaim>>;
  readonly charts: Readonly<Record<string, CommittedChart>>;
}

export interface CommittedCell {
  readonly variant: string;
  readonly replicate: number;
  readonly outcome: Outcome;
  readonly reason?: string;
  /** Content key by step: `train`, or a measurement. */
  readonly keys: Readonly<Record<string, string>>;
  /** As in `CellResult.values`. */
  readonly values: Readonly<Record<string, number | null>>;
}

export interface CommittedMeasurement {
  readonly title: string;
  readonly text: string;
  readonly unit: string;
  /** Which direction is good; missing where neither is. */
  readonly best?: 'max' | 'min';
  /** By variant: over the replicates that have a value. */
  readonly means: Readonly<Record<string, { readonly mean: number | null; readonly n: number }>>;
}

export interface CommittedClaim {
  readonly says: string;
  /** The expectation in canonical form. */
  readonly text: string;
  readonly exact: boolean;
  readonly per: readonly string[];
  readonly unit: string;
  readonly verdict: Verdict;
  readonly members: readonly CommittedMember[];
}

export type CommittedMember = Omit<ClaimMember, 'replicates' | 'p' | 'censored'>;

export interface CommittedChart {
  readonly title: string;
  /** SHA-256 of the specification and of what its rows are made of, 16 digits. */
  readonly definition: string;
}

/** The end of the name of such a file; what goes before it names the experiment. */
export const committedEnding = '.results.json';

/** `workflows/first.crease.yaml` → `workflows/first.results.json` */
export const committedFile = (experimentFile: string): string =>
  experimentFile.replace(/(\.crease)?\.ya?ml$/, committedEnding);

/** Reads such a file. Throws an error that says what is wrong with it. */
export function readCommitted(text: string): Committed {
  if (/^<{7} /m.test(text))
    throw new Error('it has marks of a merge conflict: `crease run` writes it anew from the store');
  let value: Partial<Committed> | null;
  try {
    value = JSON.parse(text) as Partial<Committed> | null;
  } catch (error) {
    throw new Error(`it is no JSON: ${(error as Error).message}`);
  }
  const missing = parts.filter((part) => !isMap(value?.[part]));
  if (value?.crease !== 1 || typeof value.experiment !== 'string' || !Array.isArray(value.numerics))
    throw new Error('it is not what `crease run` writes beside an experiment: crease must be 1');
  if (missing.length > 0) throw new Error(`it lacks ${missing.join(', ')}`);
  return value as Committed;
}

const parts = ['settings', 'variants', 'cells', 'measurements', 'claims', 'charts'] as const;
const isMap = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
