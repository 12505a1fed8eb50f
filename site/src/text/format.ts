import { type Unit, units } from '../../../compiler/registry/units.ts';

const missing = '–';
const sign = (text: string) => text.replace(/^-/, '−').replace(/e-/, 'e−').replace('e+', 'e');

/** A number for readers: three significant digits, a real minus sign, scientific where it is very large or small. */
export function formatNumber(value: number | null, digits = 3): string {
  if (value === null || !Number.isFinite(value)) return missing;
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-3 || size >= 1e6))
    return sign(value.toExponential(digits - 1).replace(/\.?0+e/, 'e'));
  if (Number.isInteger(value) || size >= 10 ** (digits - 1))
    return sign(Math.round(value).toLocaleString('en-US'));
  return sign(String(Number(value.toPrecision(digits))));
}

/** Decimals that show `width` with two significant digits; undefined where only powers of ten serve. */
function decimalsFor(width: number): number | undefined {
  const decimals = width > 0 ? 1 - Math.floor(Math.log10(width)) : 0;
  return decimals > 6 ? undefined : Math.max(0, decimals);
}

const fixed = (value: number, decimals: number | undefined) =>
  decimals === undefined
    ? formatNumber(value)
    : sign(value.toFixed(decimals).replace(/^-(0(?:\.0*)?)$/, '$1'));

/** How numbers of a unit are shown: probabilities in hundredths. A difference of probabilities is in points. */
export function unitOf(
  unit: string,
  difference = false,
): { readonly factor: number; readonly symbol: string } {
  if (unit === 'probability') return { factor: 100, symbol: difference ? ' points' : ' %' };
  const symbol = units[unit as Unit]?.symbol ?? '';
  return { factor: 1, symbol: symbol && ` ${symbol}` };
}

export function formatQuantity(value: number | null, unit: string, difference = false): string {
  const { factor, symbol } = unitOf(unit, difference);
  return value === null ? missing : formatNumber(value * factor) + symbol;
}

/** "3.1 ± 0.4 %": digits follow the uncertainty. */
export function formatMean(mean: number | null, half: number | null, unit: string): string {
  const { factor, symbol } = unitOf(unit);
  if (mean === null || half === null || half === 0) return formatQuantity(mean, unit);
  const decimals = decimalsFor(half * factor);
  return `${fixed(mean * factor, decimals)} ± ${fixed(half * factor, decimals)}${symbol}`;
}

/** "3.1 points, interval 2.7 to 3.5". */
export function formatEffect(
  effect: number | null,
  low: number | null,
  high: number | null,
  unit: string,
  difference: boolean,
) {
  const { factor, symbol } = unitOf(unit, difference);
  if (effect === null) return { effect: missing, interval: '' };
  if (low === null || high === null || low === high)
    return { effect: formatQuantity(effect, unit, difference), interval: '' };
  const decimals = decimalsFor(((high - low) / 2) * factor);
  const show = (value: number) => fixed(value * factor, decimals);
  return { effect: show(effect) + symbol, interval: `${show(low)} to ${show(high)}${symbol}` };
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "p = 0.04"; what is smaller than a thousandth is said to be so. */
export const formatP = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${formatNumber(p, 2)}`);

export const formatCount = (count: number, noun: string, plural = noun + 's'): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;

export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${formatNumber(seconds, 2)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function formatBytes(bytes: number): string {
  const kilo = bytes / 1000;
  return kilo < 1
    ? `${bytes} B`
    : kilo < 1000
      ? `${formatNumber(kilo, 2)} kB`
      : `${formatNumber(kilo / 1000, 2)} MB`;
}
