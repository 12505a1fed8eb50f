import { foreignNames } from './foreign-names.ts';

/**
 * The candidate that `name` was probably meant to be: the fewest slips of the finger away
 * (a letter added, lost, changed, or swapped with its neighbour; case counts little),
 * and at most a third of its letters; or what other programs call so.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const habits = foreignNames.get(name);
  const lower = name.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 0.5;
  for (const candidate of comparable(name, candidates)) {
    if (habits?.includes(candidate)) return candidate;
    if (candidate === name || Math.abs(candidate.length - name.length) > least) continue;
    const slips = distance(lower, candidate.toLowerCase(), least) + (sameCase(name, candidate) ? 0 : 0.25);
    if (slips < least) {
      best = candidate;
      least = slips;
    }
  }
  return best;
}

/**
 * `nearest` where it is certain to be what was meant, so that a program may write it instead: both are plain
 * names, one slip apart (two in long names), and no other one that is `known` is as near.
 */
export function certain(
  written: string,
  nearest: string | undefined,
  known: Iterable<string>,
): string | undefined {
  if (!nearest || !plainName.test(written) || !plainName.test(nearest)) return undefined;
  const lower = written.toLowerCase();
  const slips = distance(lower, nearest.toLowerCase(), nearest.length < 4 ? 0 : nearest.length < 8 ? 1 : 2);
  if (!Number.isFinite(slips)) return undefined;
  for (const other of comparable(written, known)) {
    if (other === nearest || Math.abs(other.length - written.length) > slips) continue;
    if (distance(lower, other.toLowerCase(), slips) <= slips) return undefined;
  }
  return nearest;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

function sameCase(a: string, b: string): boolean {
  return (a === a.toLowerCase()) === (b === b.toLowerCase());
}

/** Candidates, and pairs of letters, that are compared for one suggestion, which is worth less than an answer at once. */
const most = { candidates: 400, pairs: 30_000 } as const;

/** As many of the candidates, from the first, as can be compared; all of them in any file that a person wrote. */
function* comparable(name: string, candidates: Iterable<string>): Generator<string> {
  let [candidatesLeft, pairsLeft]: [number, number] = [most.candidates, most.pairs];
  for (const candidate of candidates) {
    pairsLeft -= name.length * candidate.length;
    if (candidatesLeft-- === 0 || pairsLeft < 0) return;
    yield candidate;
  }
}

/**
 * Damerau–Levenshtein distance in its optimal string alignment form, up to a bound; infinite beyond it. Of the
 * table, only what lies within the bound of its diagonal is computed, and only until a row is beyond it everywhere.
 */
function distance(a: string, b: string, bound: number): number {
  const width = Math.floor(bound);
  const far = width + 1;
  const [n, m] = [a.length, b.length];
  if (Math.abs(n - m) > width) return Number.POSITIVE_INFINITY;
  let rows = rowsOf(m + 1);
  for (let j = 0; j <= m; j++) rows[0][j] = Math.min(j, far);
  for (let i = 1; i <= n; i++) {
    const [last, beforeLast, row] = rows;
    const from = Math.max(1, i - width);
    const to = Math.min(m, i + width);
    let least = from === 1 ? Math.min(i, far) : far;
    row[from - 1] = least;
    for (let j = from; j <= to; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const changed = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + same, far);
      row[j] = swapped ? Math.min(changed, beforeLast[j - 2] + 1) : changed;
      if (row[j] < least) least = row[j];
    }
    if (least > width) return Number.POSITIVE_INFINITY;
    if (to < m) row[to + 1] = far;
    rows = [row, last, beforeLast];
  }
  return rows[0][m] > width ? Number.POSITIVE_INFINITY : rows[0][m];
}

type Rows = readonly [Uint16Array, Uint16Array, Uint16Array];
const makeRows = (size: number): Rows => [
  new Uint16Array(size),
  new Uint16Array(size),
  new Uint16Array(size),
];

/** Room for three rows of the table, kept between calls: almost all names are short, and there are many. */
const shortRows = makeRows(64);
const rowsOf = (size: number): Rows => (size <= shortRows[0].length ? shortRows : makeRows(size));

/** At most the first `count` of some names. */
export function firstOf(names: Iterable<string>, count: number): readonly string[] {
  const found: string[] = [];
  for (const name of names) {
    if (found.length === count) break;
    found.push(name);
  }
  return found;
}
