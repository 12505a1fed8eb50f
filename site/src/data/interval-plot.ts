import type { ClaimMember } from '../../../compiler/plan/results.ts';

/** Where things stand in a small plot of `width` × `height` pixels; the component only draws them. */
export interface IntervalPlot {
  readonly width: number;
  readonly height: number;
  /** Side on which the claim would hold: `[from, to]`; of zero width where a value must be met exactly. */
  readonly holds: readonly [number, number];
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  readonly interval: readonly [number, number] | null;
  readonly mean: number | null;
  readonly ticks: readonly {
    readonly x: number;
    readonly label: string;
    readonly anchor: 'start' | 'middle' | 'end';
    readonly threshold: boolean;
  }[];
}

const width = 360;
const height = 64;
const margin = 10;
const middle = 24;

const thresholds = (member: ClaimMember) =>
  member.relation === 'within' ? [-member.threshold, member.threshold] : [member.threshold];

/**
 * A plot for each member of a claim, all on one scale that shows every replicate and the thresholds, and zero where
 * the numbers are differences.
 */
export function plotIntervals(
  members: readonly ClaimMember[],
  difference: boolean,
  label: (value: number) => string,
): IntervalPlot[] {
  const seen = members.flatMap(shownValues).concat(difference ? [0] : []);
  const least = Math.min(...seen);
  const span = Math.max(...seen) - least;
  const scale = (value: number) =>
    span === 0 ? width / 2 : hundredths(margin + ((value - least) / span) * (width - 2 * margin));
  return members.map((member) => plotMember(member, difference, scale, label));
}

const shownValues = (member: ClaimMember): number[] =>
  [
    member.effect,
    member.low,
    member.high,
    ...thresholds(member),
    ...member.replicates.map(({ effect }) => effect),
  ].filter((value): value is number => value !== null && Number.isFinite(value));

function plotMember(
  member: ClaimMember,
  difference: boolean,
  scale: (value: number) => number,
  label: (value: number) => string,
): IntervalPlot {
  const { effect, low, high } = member;
  const effects = member.replicates
    .map((one) => one.effect)
    .filter((value): value is number => value !== null);
  return {
    width,
    height,
    holds: holdingSide(member, scale),
    dots: effects.map((value, index) => ({ x: scale(value), y: middle + spread(index) })),
    interval: low === null || high === null ? null : [scale(low), scale(high)],
    mean: effect === null ? null : scale(effect),
    ticks: ticksOf(member, difference, scale, label),
  };
}

/** Dots of equal effect must not hide one another: rows above and below the middle, in turn. */
const spread = (index: number) => [0, -6, 6, -12, 12][index % 5];

function holdingSide(member: ClaimMember, scale: (value: number) => number): [number, number] {
  const at = scale(member.threshold);
  if (member.relation === 'within') return [scale(-member.threshold), at];
  if (member.relation === '==') return [at, at];
  return member.relation.startsWith('<') ? [0, at] : [at, width];
}

/** Zero and the thresholds; zero gives way where a threshold's label stands. */
function ticksOf(
  member: ClaimMember,
  difference: boolean,
  scale: (value: number) => number,
  label: (value: number) => string,
): IntervalPlot['ticks'] {
  const marks = thresholds(member).map((value) => ({ value, threshold: true }));
  const free = difference && marks.every((mark) => Math.abs(scale(mark.value) - scale(0)) > 45);
  if (free) marks.push({ value: 0, threshold: false });
  return marks.map(({ value, threshold }) => {
    const x = scale(value);
    const anchor = x < 45 ? 'start' : x > width - 45 ? 'end' : 'middle';
    return { x, anchor, threshold, label: label(value) };
  });
}

const hundredths = (value: number) => Math.round(value * 100) / 100;
