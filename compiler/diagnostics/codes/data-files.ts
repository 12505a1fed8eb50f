import { entry } from '../entry.ts';

/** CR0565 to CR0569: data out of files. */

export const badDataPath = entry<{ path: string; problem: string; fixed?: string }>({
  code: 'CR0565',
  severity: 'error',
  title: 'Not a path of a data file',
  message: ({ path, problem }) => `\`${path}\` ${problem}`,
  help: ({ fixed }) =>
    fixed ? `write \`${fixed}\`` : 'write a relative path, such as `csv("data/points.csv")`',
  why: 'What an experiment is made of stands beside it, so that it can be read, moved and published as a whole.',
});

export const dataOutside = entry<{ path: string }>({
  code: 'CR0566',
  severity: 'error',
  title: 'Data file outside the project',
  message: ({ path }) => `\`${path}\` leads out of the project`,
  help: () => 'copy the data into the project',
  why: 'A project that depends on files elsewhere cannot be run by anybody else.',
});

export const unreadableData = entry<{ problem: string }>({
  code: 'CR0567',
  severity: 'error',
  title: 'Data file that cannot be read',
  message: ({ problem }) => problem,
  why: 'Shapes and classes are known before anything runs, and data that was half understood would be trained on without anyone noticing.',
});

export const unfitData = entry<{ reason: string; help?: string }>({
  code: 'CR0568',
  severity: 'error',
  title: 'Data file that does not fit its use',
  message: ({ reason }) => reason,
  help: ({ help }) => help,
  why: 'Examples are finite numbers of one shape, and classes are counted from 0.',
});

export const absentData = entry<{ name: string; files: readonly string[]; debian?: string }>({
  code: 'CR0569',
  severity: 'error',
  title: 'Published data set that is not on this machine',
  message: ({ name, files }) => `the files of ${name} are not on this machine: ${files.join(', ')}`,
  help: ({ name, debian }) =>
    [`run \`crease data get ${name}\``, debian && `\`apt-get install ${debian}\``]
      .filter(Boolean)
      .join(', or '),
  why: 'Nothing is fetched while an experiment runs, so that a run depends on nothing that may change or be out of reach.',
});
