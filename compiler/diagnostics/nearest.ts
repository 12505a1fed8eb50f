/**
 * The candidate that `name` was probably meant to be: the fewest slips of the finger away
 * (a letter added, lost, changed, or swapped with its neighbour; case counts little),
 * and at most a third of its letters.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 0.5;
  for (const candidate of candidates) {
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
  const slips = distance(written.toLowerCase(), nearest.toLowerCase());
  const most = nearest.length < 4 ? 0 : nearest.length < 8 ? 1 : 2;
  const rival = [...known].some(
    (other) => other !== nearest && distance(written.toLowerCase(), other.toLowerCase()) <= slips,
  );
  return slips <= most && !rival ? nearest : undefined;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

function sameCase(a: string, b: string): boolean {
  return (a === a.toLowerCase()) === (b === b.toLowerCase());
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
