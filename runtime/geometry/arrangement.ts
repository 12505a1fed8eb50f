/** Binomial coefficient C(n, k), exact up to 2^53; 0 where k is out of range. */
function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return Math.round(result);
}

function sumOfChoices(n: number, upTo: number): number {
  let sum = 0;
  for (let j = 0; j <= upTo; j++) sum += choose(n, j);
  return sum;
}

/** Regions of m hyperplanes in general position in R^d: Σ_{j ≤ d} C(m, j) (Schläfli; Zaslavsky 1975). */
export const generalArrangementRegions = (m: number, d: number): number => sumOfChoices(m, d);

/**
 * Regions of m hyperplanes through one point of R^d, otherwise general: 2 Σ_{j < d} C(m − 1, j) (Cover
 * 1965). This is the first layer of a network with batch normalization.
 */
export const centralArrangementRegions = (m: number, d: number): number =>
  m === 0 || d === 0 ? 1 : 2 * sumOfChoices(m - 1, d - 1);
