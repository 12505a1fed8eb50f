import { entry } from '../entry.ts';

/** CR055: networks out of files. */

const example = 'from_file("models/moons.safetensors")';

export const badNetworkPath = entry<{ path: string; problem: string; fixed?: string }>({
  code: 'CR0550',
  severity: 'error',
  title: 'Not a path of a network file',
  message: ({ path, problem }) => `\`${path}\` ${problem}`,
  help: ({ fixed }) => (fixed ? `write \`${fixed}\`` : `write a relative path, such as \`${example}\``),
  why: 'What an experiment is made of stands beside it, so that it can be read, moved and published as a whole.',
});

export const networkOutside = entry<{ path: string }>({
  code: 'CR0551',
  severity: 'error',
  title: 'Network file outside the project',
  message: ({ path }) => `\`${path}\` leads out of the project`,
  help: () => 'copy the file into the project',
  why: 'A project that depends on files elsewhere cannot be run by anybody else.',
});

export const missingNetwork = entry<{ path: string; file: string }>({
  code: 'CR0552',
  severity: 'error',
  title: 'Network file is not there',
  message: ({ path }) => `there is no file \`${path}\``,
  help: ({ file }) => `it was looked for at ${file}: the path starts from the folder of this file`,
  why: 'The shape of a network is known before anything runs.',
});

export const unreadableNetwork = entry<{ problem: string }>({
  code: 'CR0553',
  severity: 'error',
  title: 'Network file that cannot be read',
  message: ({ problem }) => problem,
  help: () => '`crease partition FILE` reads it too, and `crease partition --help` describes the forms',
  why: 'A network that was half understood would be measured without anyone noticing.',
});

export const notAlone = entry<Record<never, never>>({
  code: 'CR0554',
  severity: 'error',
  title: 'Network file among other layers',
  message: () => '`from_file()` is a whole network, so it must be the only layer',
  help: () => 'remove the other layers, or add them to the network in the file',
  why: 'The other layers would need weights, and a network out of a file is measured as it is.',
});

export const fileTrained = entry<Record<never, never>>({
  code: 'CR0555',
  severity: 'error',
  title: 'Training of a network file',
  message: () => 'a network out of a file is measured as it is, and not trained',
  help: () => 'remove `train`, or write the layers out to train them here',
  why: 'A training in Crease starts from its own random streams, so that it can be repeated.',
});

export const otherInput = entry<{ data: string; got: string; path: string; wanted: string }>({
  code: 'CR0556',
  severity: 'error',
  title: 'Network file for other inputs',
  message: ({ data, got, path, wanted }) =>
    `\`${path}\` takes inputs of shape ${wanted}, but \`${data}\` has ${got}`,
  help: () => 'name the data set that the network was made for',
  why: 'Measurements at points are only defined where the points are inputs of the network.',
});
