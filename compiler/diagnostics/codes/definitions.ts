// biome-ignore-all lint/suspicious/noTemplateCurlyInString: messages about `${…}` show it

import { entry } from '../entry.ts';

/** CR032–CR034: lets, arms, rules about cells, replicates and texts. */

const meant = (nearest?: string) => (nearest ? `did you mean \`${nearest}\`?` : undefined);
const listed = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

export const circular = entry<{ cycle: readonly string[] }>({
  code: 'CR0320',
  severity: 'error',
  title: 'Computed from itself',
  message: ({ cycle }) => `\`${cycle[0]}\` is computed from itself: ${[...cycle, cycle[0]].join(' → ')}`,
  help: () => 'give one of them a value of its own',
  why: 'Names may be defined in any order, but each must have a value in the end.',
});

export const unusedLet = entry<{ name: string; what: string }>({
  code: 'CR0321',
  severity: 'warning',
  title: 'Name that nothing reads',
  message: ({ name, what }) => `nothing reads the ${what} \`${name}\``,
  help: () => 'use it or remove it',
  why: 'A value that nothing reads is often the sign of a number that was written twice.',
});

export const variesByArm = entry<{ name: string; axis: string }>({
  code: 'CR0322',
  severity: 'error',
  title: 'Value that varies by arm',
  message: ({ name, axis }) =>
    name === axis
      ? `the axis \`${axis}\` cannot be used here: this is one value for all its arms`
      : `\`${name}\` varies by arm of \`${axis}\`, but this is one value for all arms`,
  help: () => 'only the network and the training may differ between arms',
  why: 'Data, measurements, claims and texts are shared by all arms, so that arms can be compared.',
});

export const fieldOfOtherArm = entry<{ axis: string; arm: string; field: string; arms: readonly string[] }>({
  code: 'CR0323',
  severity: 'error',
  title: 'Field that this arm lacks',
  message: ({ axis, arm, field }) => `the arm \`${arm}\` of \`${axis}\` has no \`${field}\``,
  help: ({ axis, arm, field, arms }) =>
    `${arms.length === 1 ? 'only the arm' : 'only the arms'} ${listed(arms)} ${arms.length === 1 ? 'has' : 'have'} it: write \`if ${axis} == ${arm} then … else ${axis}.${field}\`, or add it to \`${arm}\``,
  why: 'A setting that belongs to one arm does not exist in the others, and is never filled in silently.',
});

export const removesNothing = entry<{ rule: string; help?: string }>({
  code: 'CR0324',
  severity: 'error',
  title: 'Rule that removes nothing',
  message: ({ rule }) => `\`${rule}\` removes no combination of arms`,
  help: ({ help }) => help ?? 'it holds for every combination of arms, so leave it out',
  why: 'A rule that never matches is nearly always a slip in a name or a number.',
});

export const removesEverything = entry<{ rule: string; count: number }>({
  code: 'CR0325',
  severity: 'error',
  title: 'Rule that removes everything',
  message: ({ rule, count }) => `\`${rule}\` removes all ${count} combinations of arms`,
  help: () => '`where` says which combinations are kept; perhaps it needs a `not`',
  why: 'An experiment without cells has nothing to run.',
});

export const removedCells = entry<{ text: string; arms: string; for?: string }>({
  code: 'CR0326',
  severity: 'error',
  title: 'Claim about cells that were removed',
  message: ({ text, arms, for: member }) =>
    `\`${text}\` needs a cell with ${arms}, which \`where\` removes${member ? `, for ${member}` : ''}`,
  help: ({ for: member }) =>
    member
      ? 'claim it for the other arms one by one, without `per`'
      : 'select arms that are kept, or change `where`',
  why: 'A comparison with something that never runs could not be decided.',
});

export const replicatesAndSeeds = entry<Record<never, never>>({
  code: 'CR0327',
  severity: 'error',
  title: 'Both `replicates` and `seeds`',
  message: () => 'an experiment has `replicates` or `seeds`, not both',
  help: () => '`replicates: 3` is short for `seeds: [1, 2, 3]`; keep one of them',
  why: 'Each says how many replicates there are.',
});

export const seedTwice = entry<{ seed: number }>({
  code: 'CR0328',
  severity: 'error',
  title: 'Seed given twice',
  message: ({ seed }) => `the seed ${seed} is there twice`,
  help: () => 'each replicate needs a seed of its own',
  why: 'Equal seeds give equal replicates, which would count as evidence twice.',
});

export const unknownSplit = entry<{ found: string }>({
  code: 'CR0329',
  severity: 'error',
  title: 'Unknown kind of split',
  message: ({ found }) => `data are not split \`${found}\``,
  help: () => 'write `split: per replicate`, or leave it out for one split that all replicates share',
  why: 'The split decides what replicates have in common, and so how uncertain their mean is.',
});

export const nothingSplit = entry<Record<never, never>>({
  code: 'CR0330',
  severity: 'error',
  title: 'Nothing to split',
  message: () => 'no data set is split into parts, so nothing can be split per replicate',
  help: () => 'split one, for example `two_moons(count = 400, test = 25%)`',
  why: 'The setting would change nothing.',
});

export const openInterpolation = entry<Record<never, never>>({
  code: 'CR0331',
  severity: 'error',
  title: '`${` without an end',
  message: () => '`${` begins an expression in a text, but no `}` ends it',
  help: () => 'add the `}`, or write `$${` for the characters `${`',
  why: 'In a text, `${…}` is replaced by the value of the expression in it.',
});

export const unknownField = entry<{ of: string; name: string; nearest?: string; known: readonly string[] }>({
  code: 'CR0333',
  severity: 'error',
  title: 'Unknown field of an arm',
  message: ({ of, name }) => `no arm of \`${of}\` has a field \`${name}\``,
  help: ({ nearest, known }) =>
    meant(nearest) ?? (known.length > 0 ? `they have ${listed(known)}` : 'its arms are values, not records'),
  why: 'A dot after an axis picks a setting of the arm.',
});

export const insideExpression = entry<{ path: string; whole: string }>({
  code: 'CR0334',
  severity: 'error',
  title: 'Override inside of an expression',
  message: ({ path, whole }) => `\`${path}\` leads into \`${whole}\`, which is one expression`,
  help: ({ whole }) => `override \`${whole}\` as a whole`,
  why: 'A path goes through keys and lists of the file; an expression is replaced as a whole.',
});

export const nestedOverride = entry<{ path: string; keys: readonly string[] }>({
  code: 'CR0337',
  severity: 'error',
  title: 'Override by a map',
  message: ({ path }) => `an override of \`${path}\` as a whole would lose what the file says in it`,
  help: ({ path, keys }) =>
    `override single values: ${keys.map((key) => `\`${path}.${key}: …\``).join(', ')}`,
  why: 'An override replaces what stands at its path; with one path for each value a reader sees what changes and what stays.',
});

export const noSuchItem = entry<{ list: string; part: string; items: readonly string[] }>({
  code: 'CR0335',
  severity: 'error',
  title: 'Override of an item that is not there',
  message: ({ list, part }) => `\`${list}\` has no item ${part}`,
  help: ({ list, items }) =>
    items.length === 0
      ? 'it is empty'
      : `it has ${items.map((item, i) => `\`${list}.${i}\` (${item})`).join(', ')}`,
  why: 'Items of a list are counted from 0, or named by their value: `axes.rate[1e-3]`.',
});
