import { entry } from '../entry.ts';

/** CR09: doubts about the design of an experiment. They never keep it from running; `allow:` silences one. */

const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(' and ');

export const confoundedAxes = entry<{ axes: readonly [string, string] }>({
  code: 'CR0901',
  severity: 'warning',
  title: 'Axes that always change together',
  message: ({ axes }) => `${list(axes)} always change together, so that no claim can tell them apart`,
  help: () => 'let `where` keep more combinations, or make one axis of the two',
  why: 'An effect of the one is then an effect of the other; the experiment cannot say of which.',
});

export const twoSettingsAtOnce = entry<{ arms: readonly [string, string]; settings: readonly string[] }>({
  code: 'CR0902',
  severity: 'warning',
  title: 'Arms that differ in several settings at once',
  message: ({ arms, settings }) => `${list(arms)} differ in ${list(settings)} at once`,
  help: () => 'add an arm between them that changes one setting, or make an axis of each',
  why: 'Whatever is found between such arms, it cannot be said which setting made it.',
});

export const noBaseline = entry<{ axis: string; arm: string; others: readonly string[] }>({
  code: 'CR0903',
  severity: 'warning',
  title: 'Claim without a baseline',
  message: ({ axis, arm }) => `the claim holds \`${axis} = ${arm}\` against a fixed number only`,
  help: ({ axis, others }) =>
    `compare it with another arm, such as \`[${axis} = ${others[0]}]\`, or state it as \`exact\``,
  why: 'A number says little without what it would be otherwise; the other arms are measured anyway.',
});

export const rateForOneArm = entry<{ axis: string; arm: string; other: string }>({
  code: 'CR0904',
  severity: 'warning',
  title: 'Learning rate varied for some arms only',
  message: ({ axis, arm, other }) =>
    `\`${axis} = ${arm}\` is trained with several learning rates, \`${axis} = ${other}\` with one`,
  help: () => 'give every arm the same learning rates, or choose one for each from the same list with `tune`',
  why: 'The arm with more rates has more chances; that is the most frequent unfair comparison of all.',
});

export const selectedOnTest = entry<{ measurement: string; statistic: string }>({
  code: 'CR0905',
  severity: 'warning',
  title: 'Selection on test data',
  message: ({ measurement, statistic }) =>
    `${statistic}() picks the best moment of \`${measurement}\`, which is measured on test data`,
  help: ({ measurement }) =>
    `read \`${measurement}\` at a step that was fixed before, or use \`mean_of_last(${measurement}, 5)\``,
  why: 'What was selected on test data is no longer a test of it: the best of many noisy numbers is too good.',
});

export const bestOfMany = entry<{ measurement: string; statistic: string }>({
  code: 'CR0906',
  severity: 'warning',
  title: 'Best of many moments',
  message: ({ measurement, statistic }) => `${statistic}() reports the best moment of \`${measurement}\``,
  help: ({ measurement }) =>
    `\`mean_of_last(${measurement}, 5)\` or \`area_under(${measurement})\` have no luck`,
  why: 'The best of n grows with n and with the noise, whatever the arm is worth.',
});

export const fewReplicates = entry<{ count: number; claim: string }>({
  code: 'CR0908',
  severity: 'warning',
  title: 'Too few replicates for an interval',
  message: ({ count, claim }) =>
    `\`${claim}\` is decided by an interval, but there ${count === 1 ? 'is 1 replicate' : `are ${count} replicates`}`,
  help: () => 'with 3 it can be decided, with 10 it often is',
  why: 'One replicate has no interval at all, and that of two is some 13 standard errors wide on either side.',
});

export const lastStepOnly = entry<{ measurement: string; step: number }>({
  code: 'CR0909',
  severity: 'warning',
  title: 'Curve read at its last step only',
  message: ({ measurement, step }) => `the claim reads \`${measurement}\` at its last step, ${step}, only`,
  help: ({ measurement }) =>
    `\`mean_of_last(${measurement}, 5)\` is less noisy, and shows that the curve has settled`,
  why: 'The last step is one draw of a curve that may still move.',
});

export const smallBatch = entry<{ batch: number; layer: string }>({
  code: 'CR0910',
  severity: 'warning',
  title: 'Batch statistics of few examples',
  message: ({ batch, layer }) => `${layer}() takes its statistics from ${batch} examples`,
  help: () => 'make `batch` at least 8, unless the noise is what is studied',
  why: 'The variance of n examples is itself uncertain by a share of √(2 / (n − 1)): 82 % for 4, 53 % for 8, 18 % for 64.',
});

export const oneArm = entry<{ axis: string }>({
  code: 'CR0913',
  severity: 'warning',
  title: 'Claim about an axis with one arm',
  message: ({ axis }) => `the claim speaks of \`${axis}\`, which has one arm`,
  help: ({ axis }) => `add what it is compared with to \`${axis}\``,
  why: 'With one arm there is nothing to be different from.',
});

export const shortTrend = entry<{ along: string; count: number }>({
  code: 'CR0914',
  severity: 'warning',
  title: 'Trend along two values',
  message: ({ along, count }) => `the trend along \`${along}\` has ${count} values`,
  help: () => 'with three or more it can be told from a single jump',
  why: 'Any difference of two is a trend; a course needs a third.',
});

export const sameSides = entry<{ text: string }>({
  code: 'CR0915',
  severity: 'warning',
  title: 'Comparison of something with itself',
  message: ({ text }) => `both sides of the claim are \`${text}\``,
  help: () => 'select another arm on one side',
  why: 'The outcome is known before anything runs.',
});

export const notAllowable = entry<{ code: string; nearest?: string; problem: 'unknown' | 'error' }>({
  code: 'CR0930',
  severity: 'error',
  title: 'Not a warning that can be allowed',
  message: ({ code, problem }) =>
    problem === 'unknown'
      ? `there is no warning \`${code}\``
      : `\`${code}\` is an error and cannot be allowed`,
  help: ({ nearest }) =>
    nearest ? `did you mean \`${nearest}\`?` : 'name a warning by its code, such as CR0905',
  why: '`allow:` silences one kind of warning for the whole file, with the reason for the reader.',
});

export const allowedWithoutReason = entry<{ code: string }>({
  code: 'CR0931',
  severity: 'error',
  title: 'Allowed without a reason',
  message: ({ code }) => `\`${code}\` is allowed without a reason`,
  help: ({ code }) => `write it like \`${code}: two replicates are enough to see that it runs\``,
  why: 'The reason is what a reviewer reads.',
});

export const allowedInVain = entry<{ code: string }>({
  code: 'CR0932',
  severity: 'warning',
  title: 'Allowed what does not occur',
  message: ({ code }) => `nothing in this file is \`${code}\``,
  help: () => 'take the line out',
  why: 'An exception that outlives its cause hides the next one.',
});
