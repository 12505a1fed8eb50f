/** The function from offsets of a text to the numbers of its lines, from 0. */
export function lineFinder(source: string): (offset: number) => number {
  const breaks = [...source.matchAll(/\n/g)].map(({ index }) => index);
  return (offset) => firstWhere(breaks.length, (i) => breaks[i] >= offset);
}

/** The first of `count` places for which a condition holds that holds for all after it; `count` where there is none. */
export function firstWhere(count: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
