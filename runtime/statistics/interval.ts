import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';
import { mean, standardDeviation } from './reduce.ts';

/** An estimated mean, or difference of means, whose error follows Student's t. */
export interface Estimate {
  readonly n: number;
  readonly mean: number;
  /** NaN for a single number. */
  readonly standardError: number;
  /** Degrees of freedom of the t distribution. */
  readonly degrees: number;
}

/**
 * The mean of independent numbers; of paired differences for paired samples (Student 1908).
 * @param overlap test examples for each training example where the numbers come from random splits of one
 *   data set: they are then not independent, and their variance is corrected after Nadeau & Bengio (2003),
 *   "Inference for the generalization error", eq. 9: (1/n + overlap) instead of 1/n
 */
export function estimateMean(values: Float64Array, overlap = 0): Estimate {
  const n = values.length;
  return {
    n,
    mean: mean(values),
    standardError: standardDeviation(values) * Math.sqrt(1 / n + overlap),
    degrees: n - 1,
  };
}

/**
 * The difference of the means of two samples that are not paired, of unequal variances
 * (Welch 1947, "The generalization of Student's problem").
 */
export function estimateDifference(left: Float64Array, right: Float64Array): Estimate {
  const a = estimateMean(left);
  const b = estimateMean(right);
  const [va, vb] = [a.standardError ** 2, b.standardError ** 2];
  return {
    n: Math.min(a.n, b.n),
    mean: a.mean - b.mean,
    standardError: Math.sqrt(va + vb),
    degrees: (va + vb) ** 2 / (va ** 2 / a.degrees + vb ** 2 / b.degrees),
  };
}

/** The two-sided interval that holds the true mean with probability `confidence`. */
export function tInterval(
  { mean, standardError, degrees }: Estimate,
  confidence: number,
): { readonly low: number; readonly high: number } {
  if (standardError === 0) return { low: mean, high: mean };
  const reach = standardError * quantile((1 + confidence) / 2, degrees);
  return { low: mean - reach, high: mean + reach };
}

/** p-value against "the true mean is `value` or more": small where it is less. */
export function pLess({ mean, standardError, degrees }: Estimate, value: number): number {
  if (standardError === 0) return mean < value ? 0 : 1;
  return cdf((mean - value) / standardError, degrees);
}

/** p-value against "the true mean is `value` or less": small where it is more. */
export function pMore(estimate: Estimate, value: number): number {
  return pLess({ ...estimate, mean: -estimate.mean }, -value);
}

/**
 * p-value against "the true mean lies outside ±tolerance": two one-sided tests
 * (Schuirmann 1987, "A comparison of the two one-sided tests procedure and the power approach").
 */
export function pWithin(estimate: Estimate, tolerance: number): number {
  return Math.max(pLess(estimate, tolerance), pMore(estimate, -tolerance));
}

/** p-values of a family, each corrected so that all can be held against one level (Holm 1979). */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => ps[a] - ps[b]);
  const corrected = new Array<number>(ps.length);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, (ps.length - rank) * ps[i]));
    corrected[i] = largest;
  });
  return corrected;
}
