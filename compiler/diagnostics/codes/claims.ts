import { entry } from '../entry.ts';

/** CR06: measurements in claims. */

export const notAComparison = entry<Record<never, never>>({
  code: 'CR0601',
  severity: 'error',
  title: 'Claim without a comparison',
  message: () => 'a claim compares two quantities, but this is no comparison',
  help: () => 'for example `error[norm = batch] < error[norm = none]`, or `a within 1 points of b`',
  why: 'A verdict needs something that can be true or false.',
});

export const stillVaries = entry<{ text: string; indices: readonly string[] }>({
  code: 'CR0602',
  severity: 'error',
  title: 'Many numbers where one is wanted',
  message: ({ text, indices }) => `\`${text}\` is one number for each ${indices.join(' and ')}`,
  help: ({ text, indices }) =>
    `reduce it, for example \`mean(${text}, over = ${indices.length === 1 ? indices[0] : `[${indices.join(', ')}]`})\``,
  why: 'A claim compares one number of each replicate; what happens to the other indices must be said.',
});

export const unknownArm = entry<{ arm: string; axis: string; nearest?: string; known: readonly string[] }>({
  code: 'CR0603',
  severity: 'error',
  title: 'Unknown arm',
  message: ({ arm, axis }) => `\`${axis}\` has no arm \`${arm}\``,
  help: ({ nearest, known }) =>
    nearest ? `did you mean \`${nearest}\`?` : `its arms are ${known.map((k) => `\`${k}\``).join(', ')}`,
  why: 'A selection picks one arm of an axis, or one value of an index.',
});

export const openAxis = entry<{ axis: string; text: string }>({
  code: 'CR0604',
  severity: 'error',
  title: 'Axis left open',
  message: ({ axis, text }) => `\`${text}\` does not say which \`${axis}\``,
  help: ({ axis, text }) =>
    `select one arm, \`${text}[${axis} = …]\`, or claim it for each with \`per: ${axis}\``,
  why: 'Averaging silently over arms would compare things that nobody asked to be mixed.',
});

export const overWhat = entry<{ statistic: string; index?: string; known: readonly string[] }>({
  code: 'CR0605',
  severity: 'error',
  title: 'Statistic over something that is not there',
  message: ({ statistic, index }) =>
    index
      ? `${statistic}() cannot run over \`${index}\`: its numbers do not vary along it`
      : `${statistic}() must say what it runs over`,
  help: ({ known }) =>
    known.length > 0
      ? `they vary along ${known.map((k) => `\`${k}\``).join(' and ')}: write \`over = ${known[0]}\``
      : 'it is one number already; leave the statistic out',
  why: 'A statistic says what it runs over; replicates are left to the claim.',
});

export const hasParts = entry<{ name: string; known: readonly string[] }>({
  code: 'CR0606',
  severity: 'error',
  title: 'Part of a measurement is missing',
  message: ({ name }) => `\`${name}\` is not one number`,
  help: ({ name, known }) => `say which part: ${known.map((k) => `\`${name}.${k}\``).join(', ')}`,
  why: 'Some measurements, such as a partition, have several parts.',
});

export const badPer = entry<{ name: string; nearest?: string; known: readonly string[] }>({
  code: 'CR0607',
  severity: 'error',
  title: 'Family over something that is no axis',
  message: ({ name }) => `\`per\` takes axes, but \`${name}\` is none`,
  help: ({ nearest, known }) =>
    nearest ? `did you mean \`${nearest}\`?` : `the axes are ${known.join(', ')}`,
  why: '`per:` makes one claim for each arm of an axis, and corrects for their number.',
});

export const nothingMeasured = entry<{ text: string }>({
  code: 'CR0608',
  severity: 'error',
  title: 'Claim about nothing that was measured',
  message: ({ text }) => `\`${text}\` does not depend on any measurement`,
  help: () => 'compare something from the section `measure`',
  why: 'Such a claim would be decided before anything runs.',
});

export const badTolerance = entry<Record<never, never>>({
  code: 'CR0609',
  severity: 'error',
  title: 'Not a tolerance',
  message: () => 'a tolerance is a positive number',
  help: () => '`within 2 points of` is absolute, `within 2% of` is relative',
  why: 'Equivalence needs a margin that was chosen before the run.',
});
