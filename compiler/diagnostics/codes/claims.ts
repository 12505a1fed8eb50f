import { entry } from '../entry.ts';
import { nearest } from '../nearest.ts';

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

export const unknownPlace = entry<{ value: string; index: string; known: readonly string[] }>({
  code: 'CR0660',
  severity: 'error',
  title: 'Unknown place along an index',
  message: ({ value, index }) => `\`${index}\` has no ${value}`,
  help: ({ known, index }) =>
    known.length > 4
      ? `\`${index}\` goes from ${known[0]} to ${known.at(-1)}, ${known.length} values`
      : `\`${index}\` is one of ${known.join(', ')}`,
  why: 'A measurement is taken at certain steps, layers or radii; a claim can only speak of these.',
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
    `select one arm, \`${/^[\w.]+(\(|\[|$)/.test(text) && !/ [-+*/] /.test(text) ? text : `(${text})`}[${axis} = …]\`, or claim it for each with \`per: ${axis}\``,
  why: 'Averaging silently over arms would compare things that nobody asked to be mixed.',
});

export const overWhat = entry<{
  statistic: string;
  index?: string;
  known: readonly string[];
  word?: 'over' | 'along';
}>({
  code: 'CR0605',
  severity: 'error',
  title: 'Statistic over something that is not there',
  message: ({ statistic, index }) =>
    index === 'replicate'
      ? `${statistic}() does not run over replicates`
      : index
        ? `${statistic}() cannot run over \`${index}\`: its numbers do not vary along it`
        : `${statistic}() must say what it runs over`,
  help: ({ known, index, word = 'over' }) =>
    index === 'replicate'
      ? 'replicates are left to the claim, which compares them pair by pair: leave the statistic out'
      : known.length > 0
        ? `they vary along ${known.map((k) => `\`${k}\``).join(' and ')}: write \`${word} = ${(index && nearest(index, known)) ?? known[0]}\``
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

export const badTolerance = entry<{ text: string }>({
  code: 'CR0609',
  severity: 'error',
  title: 'Not a tolerance',
  message: ({ text }) => `the tolerance \`${text}\` is not a positive number`,
  help: () => '`within 2 points of` is absolute, `within 2% of` is relative',
  why: 'Equivalence needs a margin that was chosen before the run.',
});

export const notOneClaim = entry<{ operator: string }>({
  code: 'CR0610',
  severity: 'error',
  title: 'Claim that cannot be decided as one',
  message: ({ operator }) => `a claim cannot be made with \`${operator}\``,
  help: ({ operator }) =>
    operator === '!='
      ? 'say which way it differs, with `<` or `>`, or by how much'
      : operator === 'or'
        ? 'make two claims of it; `and` joins what must all hold'
        : 'turn the comparison round: instead of `not a < b` claim `a >= b`',
  why: 'A verdict is about one direction: an interval that lies beyond the margin. Either-or and unequal have none.',
});

export const unknownTrend = entry<{ name: string; nearest?: string; known: readonly string[] }>({
  code: 'CR0611',
  severity: 'error',
  title: 'Unknown trend',
  message: ({ name }) => `there is no trend \`${name}\``,
  help: ({ nearest, known }) =>
    nearest
      ? `did you mean \`${nearest}\`?`
      : `trends are ${known.map((k) => `\`${k}(…, along = …)\``).join(' and ')}; anything else is a comparison`,
  why: 'A claim is a comparison of two quantities, or a trend of one along an axis of numbers or an index.',
});

export const levelInPoints = entry<{ text: string; fixed: string }>({
  code: 'CR0612',
  severity: 'warning',
  title: 'Level written in points',
  message: ({ text }) => `\`${text}\` is a difference, but what it is held against is not`,
  help: ({ fixed }) => `a level of a probability is written \`${fixed}\``,
  why: 'Points are differences between probabilities; levels are in percent.',
});

export const differenceInPercent = entry<{ text: string; fixed: string }>({
  code: 'CR0613',
  severity: 'warning',
  title: 'Difference of probabilities in percent',
  message: ({ text }) => `\`${text}\` of what? The difference of two probabilities is in points`,
  help: ({ fixed }) => `write \`${fixed}\`; for a share of the other side divide by it: \`a / b > 1.02\``,
  why: 'From 50 % to 51 % is one point, and two percent more; a reader cannot tell which one was meant.',
});

export const noOrder = entry<{ name: string; of: string; problem: 'several' | 'arms' | 'index' }>({
  code: 'CR0614',
  severity: 'error',
  title: 'Nothing to follow in order',
  message: ({ name, of, problem }) =>
    problem === 'several'
      ? `${of}() follows one axis or index`
      : problem === 'arms'
        ? `${of}() cannot follow \`${name}\`: its arms are not two numbers or more`
        : `${of}() cannot follow \`${name}\`: it has no values in an order`,
  help: ({ problem }) =>
    problem === 'several'
      ? 'reduce the others first, for example with mean(…, over = …)'
      : 'compare arms with one another instead: x[norm = batch] > x[norm = none]',
  why: 'A trend or a curve has an order only along numbers: an axis like `width: [16, 32, 64]`, or steps, layers, radii.',
});

export const alreadySelected = entry<{ axis: string }>({
  code: 'CR0615',
  severity: 'error',
  title: 'Trend along an axis of which one arm was selected',
  message: ({ axis }) =>
    `the trend runs along \`${axis}\`, but one arm of it is selected or claimed for each`,
  help: ({ axis }) => `leave \`${axis}\` out of the selection and out of \`per\``,
  why: 'A trend uses all arms of its axis.',
});
