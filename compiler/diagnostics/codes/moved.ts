import { entry } from '../entry.ts';

/** CR039: what was called otherwise before. */

export const notMovable = entry<{ path: string; nearest?: string }>({
  code: 'CR0390',
  severity: 'error',
  title: 'Nothing that can be renamed',
  message: ({ path }) => `\`${path}\` names nothing that can be renamed`,
  help: ({ nearest }) =>
    nearest
      ? `did you mean \`${nearest}\`?`
      : 'write `axes.NAME`, `axes.NAME.ARM`, `measure.NAME` or `experiment.NAME`',
  why: 'Results are found by the names of the experiment, its axes, arms and measurements. Other names may change freely.',
});

export const movedNowhere = entry<{ path: string; nearest?: string; known: readonly string[] }>({
  code: 'CR0391',
  severity: 'error',
  title: 'Renamed to something that is not there',
  message: ({ path }) => `there is no \`${path}\` in this file`,
  help: ({ nearest, known }) =>
    nearest
      ? `did you mean \`${nearest}\`?`
      : `the new name stands on the right: ${known.map((name) => `\`${name}\``).join(', ')}`,
  why: 'On the left stands what it was called, on the right what it is called now.',
});

export const notMoved = entry<{ path: string }>({
  code: 'CR0392',
  severity: 'error',
  title: 'Renamed, but still there',
  message: ({ path }) => `\`${path}\` is said to be renamed, but this file still has it`,
  help: () => 'the old name stands on the left; remove the line if nothing was renamed',
  why: 'Results of the old name would be taken for those of the new one, and for its own.',
});

export const movedAcross = entry<{ from: string; to: string }>({
  code: 'CR0393',
  severity: 'error',
  title: 'Renamed to another kind of thing',
  message: ({ from, to }) => `\`${from}\` can't have become \`${to}\``,
  help: () => 'an axis becomes an axis, a measurement a measurement, and an arm another arm of its axis',
  why: 'A rename keeps the meaning, and only changes the name.',
});

export const movedTogether = entry<{ to: string; other: string }>({
  code: 'CR0394',
  severity: 'error',
  title: 'Two renamed to one',
  message: ({ to, other }) => `\`${to}\` was \`${other}\` already`,
  help: () => 'keep the line of the one whose results it continues',
  why: 'Results of two names can’t be those of one.',
});
