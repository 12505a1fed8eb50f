import { foreignNames } from './foreign-names.ts';

/**
 * The candidate that `name` was probably meant to be: the fewest slips of the finger away
 * (a letter added, lost, changed, or swapped with its neighbour; case counts little),
 * and at most a third of its letters; or what other programs call so.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const known = [...candidates].slice(0, mostCandidates);
  const foreign = known.filter((candidate) => foreignNames.get(name)?.includes(candidate));
  if (foreign.length > 0) return foreign[0];
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 0.5;
  for (const candidate of known) {
    const slips =
      distance(name.toLowerCase(), candidate.toLowerCase(), least) + (sameCase(name, candidate) ? 0 : 0.25);
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
  const slips = distance(written.toLowerCase(), nearest.toLowerCase(), most);
  const rival = [...known]
    .slice(0, mostCandidates)
    .some(
      (other) => other !== nearest && distance(written.toLowerCase(), other.toLowerCase(), most) <= slips,
    );
  return slips <= most && !rival ? nearest : undefined;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

function sameCase(a: string, b: string): boolean {
  return (a === a.toLowerCase()) === (b === b.toLowerCase());
}

/** Bounds for files that a program wrote: a suggestion is worth less than an answer at once. */
const mostCandidates = 1000;
const longestName = 200;

/** Damerau–Levenshtein distance in its optimal string alignment form; infinite where it must be more than `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || a.length > longestName) return Number.POSITIVE_INFINITY;
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
