import { entry } from '../entry.ts';

/** CR083: settings that are chosen for each arm. */

export const tunedOnTest = entry<{ name: string; text: string; data: string }>({
  code: 'CR0830',
  severity: 'error',
  title: 'Setting tuned on test data',
  message: ({ name, text, data }) => `\`${name}\` would be chosen by \`${text}\`, which looks at \`${data}\``,
  help: ({ data }) =>
    `choose by a validation part: \`${data.split('.')[0]}.validation\` after \`validation = 20%\` in the data set`,
  why: 'The best of several candidates on test data is too good: its test is spent on choosing it.',
});

export const tunedOnTraining = entry<{ name: string; data: string }>({
  code: 'CR0831',
  severity: 'warning',
  title: 'Setting not tuned on validation data',
  message: ({ name, data }) => `\`${name}\` is chosen on \`${data}\`, which is no validation part`,
  help: () => 'split a validation part off, for example `two_moons(count = 400, validation = 25%)`',
  why: 'On the examples that were learned from, the candidate that remembers best wins, not the one that generalizes.',
});

export const notAChoice = entry<{ text: string; reason: string }>({
  code: 'CR0832',
  severity: 'error',
  title: 'Tuned by no number at the end of training',
  message: ({ text, reason }) => `nothing can be chosen by \`${text}\`: ${reason}`,
  help: () => 'choose by a measurement that is one number at the end, such as `accuracy(images.validation)`',
  why: 'Candidates are ordered by one number of each replicate, taken when training has ended.',
});

export const tunedUnread = entry<{ name: string }>({
  code: 'CR0833',
  severity: 'error',
  title: 'Tuned setting that nothing reads',
  message: ({ name }) => `\`${name}\` is tuned, but neither the network nor the training reads it`,
  help: ({ name }) => `use it, for example \`optimizer: adam(rate = ${name})\`, or remove it`,
  why: 'All candidates would be the same network, trained again and again.',
});

export const fewCandidates = entry<{ name: string; count: number }>({
  code: 'CR0834',
  severity: 'error',
  title: 'Nothing to choose from',
  message: ({ name, count }) =>
    `\`${name}\` has ${count === 0 ? 'no candidate' : 'one candidate'}, so there is nothing to choose`,
  help: () => 'give at least two values, or write the one value where it is used',
  why: 'Tuning chooses the best of several values.',
});

export const unknownBest = entry<{ text: string; found?: string }>({
  code: 'CR0835',
  severity: 'error',
  title: 'Unclear what is best',
  message: ({ text, found }) =>
    found === undefined
      ? `whether much or little of \`${text}\` is good is not known`
      : `\`best\` is max or min, not \`${found}\``,
  help: () => 'write `best: max` where the largest value is chosen, `best: min` where the smallest is',
  why: 'Only of a few measurements, such as accuracy, is it clear which end is better.',
});

export const perTuned = entry<{ name: string }>({
  code: 'CR0836',
  severity: 'error',
  title: 'Family over a tuned setting',
  message: ({ name }) =>
    `\`${name}\` is tuned: each arm has one chosen value of it, so there is no family over it`,
  help: ({ name }) => `leave it out of \`per\`, or make \`${name}\` an axis`,
  why: 'A claim about every value and a claim about the best one are different claims.',
});

export const tunedApart = entry<{ name: string; text: string; first: string; by: string }>({
  code: 'CR0837',
  severity: 'error',
  title: 'Settings tuned by different measurements',
  message: ({ name, text, first, by }) => `\`${name}\` is chosen by ${text}, but \`${first}\` by ${by}`,
  help: () =>
    'settings are chosen together, the best combination of them, so give all the same `by` and `best`',
  why: 'What is best for one setting depends on the others, so that only one measurement can decide.',
});
