import { entry } from '../entry.ts';
import { certain } from '../nearest.ts';

const article = (noun: string) =>
  /^a /.test(noun) || /s$/.test(noun) ? noun : `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** CR04: types, units and values. */

export const wrongType = entry<{ what: string; wanted: string; got: string; help?: string }>({
  code: 'CR0401',
  severity: 'error',
  title: 'Wrong kind of value',
  message: ({ what, wanted, got }) => `${what} takes ${wanted}, but this is ${got}`,
  help: ({ help, what, wanted, got }) => help ?? example(what, wanted, got),
  why: 'Every parameter and field says what it takes; nothing is converted silently.',
});

function example(what: string, wanted: string, got: string): string | undefined {
  const [, digits] = /^the text "([\d.e-]+)"$/.exec(got) ?? [];
  if (/^(?:a number|numbers)/.test(wanted) && digits) return `write ${digits} without quotes`;
  if (what === '`replicates`' && got.startsWith('a list'))
    return 'write how many, `replicates: 3`, or their numbers, `seeds: [1, 2, 3]`';
  if (wanted === 'a number' && got.startsWith('a list'))
    return 'write one number; several values are an axis';
  if (wanted.endsWith('or none') && got === 'false') return 'write `none`';
  if (wanted === 'true or false') return 'compare something, for example `rate > 0.01`';
  return wanted === 'a layer' ? 'layers are calls such as `dense(64)` or `relu()`' : undefined;
}

export const outOfRange = entry<{ what: string; value: number; wanted: string; help?: string }>({
  code: 'CR0402',
  severity: 'error',
  title: 'Value out of range',
  message: ({ what, value, wanted }) => `${what} is ${value}, but must be ${wanted}`,
  help: ({ help }) => help,
  why: 'Outside of this range the construct has no meaning.',
});

/** How numbers of a unit are written, by the unit in words. */
const written: Readonly<Record<string, string | undefined>> = {
  angle: '`140deg` or `2.4 rad`',
  probability: '`30%` or 0.3',
  'optimizer steps': '`20 steps`',
  epochs: '`2 epochs`',
  examples: '`64 examples`',
  'a plain number': '`0.1`, without a unit',
};

export const wrongUnit = entry<{ what: string; wanted: string; got: string }>({
  code: 'CR0403',
  severity: 'error',
  title: 'Wrong unit',
  message: ({ what, wanted, got }) => `${what} takes ${article(wanted)}, but this is ${article(got)}`,
  help: ({ wanted }) => written[wanted] && `write it like ${written[wanted]}`,
  why: 'Numbers carry what they mean; a number without a unit takes the one that is wanted.',
});

export const mixedUnits = entry<{ left: string; right: string; operator: string }>({
  code: 'CR0404',
  severity: 'error',
  title: 'Two units that do not go together',
  message: ({ left, right, operator }) => `\`${operator}\` between ${left} and ${right}`,
  help: () => 'both sides must mean the same kind of thing',
  why: 'An accuracy added to a loss, or compared with a distance, is a mistake in every case we know.',
});

export const unknownUnit = entry<{ unit: string; nearest?: string; known: readonly string[] }>({
  code: 'CR0405',
  severity: 'error',
  title: 'Unknown unit',
  message: ({ unit }) => `there is no unit \`${unit}\``,
  help: ({ nearest, known }) => (nearest ? `did you mean \`${nearest}\`?` : `units are ${known.join(', ')}`),
  instead: ({ unit, nearest, known }) => certain(unit, nearest, known),
  why: 'A number may be followed by a unit: `30%`, `140deg`, `20 steps`, `2 points`.',
});

export const notHere = entry<{ what: string; where: string; help?: string }>({
  code: 'CR0406',
  severity: 'error',
  title: 'Not possible here',
  message: ({ what, where }) => `${what} cannot be used in ${where}`,
  help: ({ help }) => help,
  why: 'Some operators compare results of runs and belong into claims; others are computed before anything runs.',
});

export const undefinedValue = entry<{ reason: string; help?: string }>({
  code: 'CR0407',
  severity: 'error',
  title: 'No value',
  message: ({ reason }) => reason,
  help: ({ help }) => help,
  why: 'Expressions are computed before anything runs, so a value that does not exist is found here.',
});

export const tooBig = entry<{ what: string; count: number; most: number }>({
  code: 'CR0408',
  severity: 'error',
  title: 'Too big',
  message: ({ what, count, most }) => `${what}: ${count} is more than ${most}`,
  help: () => 'split the experiment, or make an axis shorter',
  why: 'The bound keeps a slip of the pen from filling memory.',
});
