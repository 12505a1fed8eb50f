import { entry } from '../entry.ts';
import { certain } from '../nearest.ts';

/** CR07: charts. */

const meant = (nearest?: string) => (nearest ? `did you mean \`${nearest}\`?` : undefined);

export const unknownMark = entry<{ mark: string; nearest?: string; known: readonly string[] }>({
  code: 'CR0701',
  severity: 'error',
  title: 'Unknown mark',
  message: ({ mark }) => `there is no mark \`${mark}\``,
  help: ({ nearest, known }) => meant(nearest) ?? `marks are ${known.join(', ')}`,
  instead: ({ mark, nearest, known }) => certain(mark, nearest, known),
  why: 'A mark is how Vega-Lite draws each row.',
});

export const unknownChannel = entry<{ channel: string; nearest?: string; known: readonly string[] }>({
  code: 'CR0702',
  severity: 'error',
  title: 'Unknown channel',
  message: ({ channel }) => `there is no channel \`${channel}\``,
  help: ({ nearest, known }) => meant(nearest) ?? `channels are ${known.join(', ')}`,
  instead: ({ channel, nearest, known }) => certain(channel, nearest, known),
  why: 'A channel is a property of a mark that shows a value: its place, its colour, its panel.',
});

export const unknownField = entry<{ field: string; nearest?: string; known: readonly string[] }>({
  code: 'CR0703',
  severity: 'error',
  title: 'Channel of something that is not measured',
  message: ({ field }) => `a chart cannot show \`${field}\``,
  help: ({ nearest, known }) => meant(nearest) ?? `it can show ${known.join(', ')}`,
  instead: ({ field, nearest, known }) => certain(field, nearest, known),
  why: 'Channels show a measurement, an index that it varies along, or an axis of the experiment.',
});

export const oneMeasurement = entry<{ found: readonly string[] }>({
  code: 'CR0704',
  severity: 'error',
  title: 'Not one measurement',
  message: ({ found }) =>
    found.length === 0
      ? 'this chart shows no measurement'
      : `this chart shows ${found.length} measurements: ${found.join(' and ')}`,
  help: ({ found }) =>
    found.length === 0
      ? 'give one channel, usually y, a measurement'
      : `keep \`${found[0]}\` here, and show the other in a chart of its own`,
  why: 'A chart shows one measurement along its indices and the axes of the experiment.',
});

export const mixedInChart = entry<{ name: string; measurement: string; axis: boolean }>({
  code: 'CR0705',
  severity: 'error',
  title: 'Mixed without saying so',
  message: ({ name, measurement, axis }) =>
    `this chart would average \`${measurement}\` over ${axis ? 'the arms of' : ''} \`${name}\``.replace(
      '  ',
      ' ',
    ),
  help: ({ name }) => `give \`${name}\` a channel, such as color or column`,
  why: 'An average over arms, moments or radii is a number that nobody asked for.',
});

export const chartWithoutKind = entry<{ name: string }>({
  code: 'CR0706',
  severity: 'error',
  title: 'Chart without a mark',
  message: ({ name }) => `the chart \`${name}\` says neither \`mark\` nor \`partition\``,
  help: () => 'write `mark: line` with an `encoding`, or `partition: cells`',
  why: 'Without one of them there is nothing to draw.',
});

export const notAPartition = entry<{ name: string; known: readonly string[] }>({
  code: 'CR0707',
  severity: 'error',
  title: 'Not a partition',
  message: ({ name }) => `\`${name}\` is no measured partition`,
  help: ({ known }) =>
    known.length > 0
      ? `these are: ${known.join(', ')}`
      : 'measure one: cells: {value: partition(window = square(3))}',
  why: '`partition:` draws the creases that a partition() measurement found.',
});

export const noSuchReplicate = entry<{ replicate: number; known: readonly number[] }>({
  code: 'CR0708',
  severity: 'error',
  title: 'No such replicate',
  message: ({ replicate, known }) =>
    `there is no replicate ${replicate}: ${known.length === 1 ? 'the only one is' : 'they are'} ${shortList(known)}`,
  why: 'A picture shows one replicate; they are counted from 1, or have the numbers that `seeds` gives.',
});

/** "3, 5, 8", "1, 2, …, 20" */
function shortList(numbers: readonly number[]): string {
  return numbers.length > 6 ? `${numbers[0]}, ${numbers[1]}, …, ${numbers.at(-1)}` : numbers.join(', ');
}

const place = (where: string) => (where ? `\`${where}\` of a chart` : 'a chart');

export const notVegaLite = entry<{
  key: string;
  where: string;
  nearest?: string;
  known: readonly string[];
}>({
  code: 'CR0710',
  severity: 'error',
  title: 'Unknown property of Vega-Lite',
  message: ({ key, where }) => `${place(where)} has no property \`${key}\``,
  help: ({ nearest, known }) =>
    meant(nearest) ??
    `its properties are ${known.slice(0, 24).join(', ')}${known.length > 24 ? ' and more' : ''}`,
  why: "What Crease does not supply itself goes to Vega-Lite as it is, and is held against Vega-Lite's own schema.",
});

export const wrongVegaLite = entry<{
  got: string;
  where: string;
  nearest?: string;
  known: readonly string[];
  types: readonly string[];
}>({
  code: 'CR0711',
  severity: 'error',
  title: 'Value that Vega-Lite does not take',
  message: ({ got, where }) => `${place(where)} cannot be ${/^an? /.test(got) ? got : `\`${got}\``}`,
  help: ({ nearest, known, types }) =>
    meant(nearest) ??
    `it takes ${[...types, ...known.slice(0, 24)].join(', ')}${known.length > 24 ? ' and more' : ''}`,
  why: "What Crease does not supply itself goes to Vega-Lite as it is, and is held against Vega-Lite's own schema.",
});

export const missingInVegaLite = entry<{ key: string; where: string }>({
  code: 'CR0712',
  severity: 'error',
  title: 'Property that Vega-Lite needs',
  message: ({ key, where }) => `${place(where)} needs \`${key}\``,
  why: 'Without it Vega-Lite would draw nothing, or something else.',
});

export const refusedInChart = entry<{ key: string; reason: string }>({
  code: 'CR0713',
  severity: 'error',
  title: 'Not in a chart of an experiment',
  message: ({ key, reason }) => `\`${key}\` cannot stand here: ${reason}`,
  help: () => undefined,
  why: 'An experiment file is data: nothing in it is executed and nothing is fetched, so that it can be opened, reviewed and published without trust.',
});

export const notDrawn = entry<{ mark: string; known: readonly string[] }>({
  code: 'CR0714',
  severity: 'error',
  title: 'Mark that experiments do not use',
  message: ({ mark }) => `Vega-Lite has the mark \`${mark}\`, but it does not show replicates and intervals`,
  help: ({ known }) => `marks are ${known.join(', ')}`,
  why: 'Every mark shows each replicate, the mean and the interval, or says that it does not.',
});

export const emptyChannel = entry<{ channel: string }>({
  code: 'CR0715',
  severity: 'error',
  title: 'Channel that shows nothing',
  message: ({ channel }) => `the channel \`${channel}\` says neither \`field\` nor \`value\``,
  help: ({ channel }) => `write \`${channel}: step\`, or \`${channel}: {field: step, title: …}\``,
  why: 'A channel shows a measurement, an index or an axis; or a constant, with `value` or `datum`.',
});

export const filtersNothing = entry<{ field: string; nearest?: string; known: readonly string[] }>({
  code: 'CR0716',
  severity: 'error',
  title: 'Filter by something that the chart does not have',
  message: ({ field }) => `the rows of this chart have no \`${field}\``,
  help: ({ nearest, known }) => meant(nearest) ?? `they have ${known.join(', ')}`,
  why: 'A filter by a missing column would leave an empty chart.',
});
