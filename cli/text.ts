/** `1 cell`, `3 cells`, `12,000 cells`. */
export function count(n: number, thing: string): string {
  return `${n.toLocaleString('en')} ${thing}${n === 1 ? '' : 's'}`;
}

/** A length of time as people say it: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A number of floating-point operations: `1.2 GFLOP`. */
export function operations(cost: number): string {
  const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
  const step = cost < 1 ? 0 : Math.min(Math.floor(Math.log10(cost) / 3), prefixes.length - 1);
  const scaled = cost / 1000 ** step;
  return `${scaled.toFixed(scaled < 10 ? 1 : 0)} ${prefixes[step]}FLOP`;
}

/** A size: `12 B`, `3.4 MB`. */
export function bytes(size: number): string {
  const prefixes = ['', 'k', 'M', 'G', 'T'];
  const step = size < 1 ? 0 : Math.min(Math.floor(Math.log10(size) / 3), prefixes.length - 1);
  const scaled = size / 1000 ** step;
  return `${scaled.toFixed(step > 0 && scaled < 10 ? 1 : 0)} ${prefixes[step]}B`;
}

/** A command that can be pasted into a shell. */
export function shellCommand(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w./=:,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}
