import { entry } from '../entry.ts';

/** CR08: several files. */

const example = 'import: {blocks: ./blocks.crease.yaml}';

export const badPath = entry<{ path: string; problem: string; fixed?: string }>({
  code: 'CR0801',
  severity: 'error',
  title: 'Not a path of a file',
  message: ({ path, problem }) => `\`${path}\` ${problem}`,
  help: ({ fixed }) => `write ${fixed ? `\`${fixed}\`` : `a relative path, such as \`${example}\``}`,
  why: 'What an experiment is made of stands beside it, so that it can be read, moved and published as a whole.',
});

export const outsideProject = entry<{ path: string }>({
  code: 'CR0802',
  severity: 'error',
  title: 'Import that leaves the project',
  message: ({ path }) => `\`${path}\` leads out of the project`,
  help: () => 'copy the file into the project',
  why: 'A project that depends on files elsewhere cannot be run by anybody else.',
});

export const missingFile = entry<{ path: string }>({
  code: 'CR0803',
  severity: 'error',
  title: 'Imported file is not there',
  message: ({ path }) => `there is no file \`${path}\``,
  help: () => 'the path starts from the folder of the file that imports',
  why: 'Everything that an experiment uses is read before anything runs.',
});

export const circularImport = entry<{ cycle: readonly string[] }>({
  code: 'CR0804',
  severity: 'error',
  title: 'Files that import one another',
  message: ({ cycle }) =>
    cycle.length === 1
      ? `${cycle[0]} imports itself`
      : `files import one another: ${[...cycle, cycle[0]].join(' → ')}`,
  help: () => 'move what both need into a third file',
  why: 'A fragment must be complete before another file can use it.',
});

export const notAFragment = entry<{ path: string; key: string }>({
  code: 'CR0805',
  severity: 'error',
  title: 'Import of something that is no fragment',
  message: ({ path, key }) => `\`${path}\` is an experiment of its own: it has \`${key}\``,
  help: () => 'move what is to be shared into a file with `crease: 1`, `let` and `networks` only',
  why: 'A fragment gives names to others and runs nothing itself.',
});

export const fragmentAlone = entry<Record<never, never>>({
  code: 'CR0806',
  severity: 'error',
  title: 'Fragment where an experiment is wanted',
  message: () => 'this file only gives names to others; there is nothing to run in it',
  help: () => 'check or run an experiment that imports it',
  why: 'A fragment has `let` and `networks`; an experiment also has data, a network and measurements.',
});

export const importsTooDeep = entry<{ most: number }>({
  code: 'CR0807',
  severity: 'error',
  title: 'Too many files',
  message: ({ most }) => `an experiment may be made of at most ${most} files`,
  help: () => 'put fragments that belong together into one file',
  why: 'The bound keeps a slip from reading a whole disk.',
});
