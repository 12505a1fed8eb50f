import { foreignNames } from './foreign-names.ts';

/**
 * The candidate that `name` was probably meant to be: the fewest slips of the finger away
 * (a letter added, lost, changed, or swapped with its neighbour; case counts little),
 * and at most a third of its letters; or what other programs call so.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const known = comparable(name, candidates);
  const habits = foreignNames.get(name);
  const foreign = habits && known.find((candidate) => habits.includes(candidate));
  if (foreign !== undefined) return foreign;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 0.5;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > least) continue;
    const slips =
      distance(name.toLowerCase(), candidate.toLowerCase()) + (sameCase(name, candidate) ? 0 : 0.25);
    if (candidate !== name && slips < least) {
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
  const most = nearest.length < 4 ? 0 : nearest.length < 8 ? 1 : 2;
  const slips = distance(written.toLowerCase(), nearest.toLowerCase());
  if (slips > most) return undefined;
  const isRival = (other: string) =>
    other !== nearest &&
    Math.abs(other.length - written.length) <= slips &&
    distance(written.toLowerCase(), other.toLowerCase()) <= slips;
  return comparable(written, known).some(isRival) ? undefined : nearest;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

function sameCase(a: string, b: string): boolean {
  return (a === a.toLowerCase()) === (b === b.toLowerCase());
}

/** Pairs of letters that are compared for one suggestion, which is worth less than an answer at once. */
const mostPairs = 30_000;

/** As many of the candidates, from the first, as can be compared; all of them in any file that a person wrote. */
function comparable(name: string, candidates: Iterable<string>): readonly string[] {
  let left = mostPairs;
  const chosen: string[] = [];
  for (const candidate of candidates) {
    left -= name.length * candidate.length;
    if (left < 0) break;
    chosen.push(candidate);
  }
  return chosen;
}

/** Damerau–Levenshtein distance in its optimal string alignment form. */
function distance(a: string, b: string): number {
  const columns = b.length + 1;
  const table = new Uint16Array((a.length + 1) * columns);
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      const here = i * columns + j;
      if (i === 0 || j === 0) {
        table[here] = i + j;
        continue;
      }
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      table[here] = Math.min(
        table[here - 1] + 1,
        table[here - columns] + 1,
        table[here - columns - 1] + same,
        swapped ? table[here - 2 * columns - 2] + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return table[table.length - 1];
}
