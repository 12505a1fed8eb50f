import { entry } from '../entry.ts';

/** CR056: planes through the input, and what is measured in them. */

export const sampleOutsidePart = entry<{ sample: number; data: string; count: number }>({
  code: 'CR0560',
  severity: 'error',
  title: 'No such example',
  message: ({ sample, data, count }) => `${data} has ${count} examples, so there is no example ${sample}`,
  help: ({ count }) => `examples are counted from 1 to ${count}`,
  why: 'A plane goes through examples of the part that is named.',
});

export const noPlane = entry<{ reason: string; help: string }>({
  code: 'CR0561',
  severity: 'error',
  title: 'A line, not a plane',
  message: ({ reason }) => reason,
  help: ({ help }) => help,
  why: 'A plane needs two directions that are not the same.',
});

export const sliceLength = entry<{ what: string; length: number; inputs: number }>({
  code: 'CR0562',
  severity: 'error',
  title: 'Slice of another input',
  message: ({ what, length, inputs }) =>
    `\`${what}\` of the slice has ${length} ${length === 1 ? 'number' : 'numbers'}, but the network takes ${inputs}`,
  help: ({ inputs }) => `give a number for each of the ${inputs} inputs`,
  why: 'A slice is a plane in the input of the network.',
});

export const notThreeSamples = entry<{ count: number }>({
  code: 'CR0563',
  severity: 'error',
  title: 'Not three examples',
  message: ({ count }) => `a plane goes through three examples, not ${count}`,
  help: () => 'name three: through(images.train, [3, 14, 15])',
  why: 'Three points that are not on a line span one plane.',
});

export const notAsked = entry<{ what: string; measurement: string; setting: string }>({
  code: 'CR0564',
  severity: 'error',
  title: 'Not measured unless asked for',
  message: ({ what, measurement, setting }) =>
    `${what} needs \`${setting} = true\` in the measurement \`${measurement}\``,
  help: ({ setting }) => `write partition(…, ${setting} = true)`,
  why: 'What takes more work, or changes what is stored, is only measured where it is asked for.',
});
