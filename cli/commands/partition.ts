import { outputSize } from '../../runtime/geometry/network.ts';
import type { PartitionOptions } from '../../runtime/geometry/partition.ts';
import { placesOnSlice, type Slice, sliceThrough } from '../../runtime/geometry/slice.ts';
import { rectangle } from '../../runtime/networks/look.ts';
import type { NetworkFile } from '../../runtime/networks/network-file.ts';
import { NetworkFileError } from '../../runtime/networks/problem.ts';
import { readNetworkFile } from '../../runtime/networks/read.ts';
import { readSamples } from '../../runtime/networks/samples.ts';
import { computePartition } from '../../runtime/partition/compute.ts';
import { openOutputs } from '../partition/outputs.ts';
import { type Report, reportOf } from '../partition/report.ts';
import { count } from '../text.ts';
import { oneOf, parse, UsageError, wholeNumber } from '../usage.ts';

export const summary = 'Cut a window of a network of your own into the regions where it is affine, exactly';

export const help = `Usage: crease partition FILE [--window X0,Y0,X1,Y1] [--slice SAMPLES] [--merge-within T] [--certify] [...]

Finds every region of a window on which the network in FILE is affine, and every piece of the boundaries between
them: exactly, in double precision. Regions are counted after each layer that bends (an activation or max pooling).

FILE is one of
  net.safetensors   tensors as PyTorch names them, with their layers in net.topology.yaml beside it:
                        input: [2]                     or [channels, height, width]
                        layers:
                          - {dense: fc1, activation: relu}
                          - {batch_norm: bn1}
                          - {dense: fc2}
                    Layers: dense, conv, batch_norm, max_pool, average_pool, global_average_pool, flatten,
                    residual, dropout; relu, leaky_relu, absolute, relu6, hard_tanh
  model.json        a TensorFlow.js layers model, as tensorflowjs_converter makes it of a Keras model too
  net.json          {inputDim, activation, negativeSlope, window, layers: [{W, b}], slice: {origin, u, v}}
Batch normalization uses the statistics in the file. Networks that are not piecewise affine are refused.

The window lies in the plane x = origin + s·u + t·v: the slice that the file names, the one through three samples,
or the input plane itself where the network takes two numbers.

Options:
  --window X0,Y0,X1,Y1 Two corners of the window in (s, t). Unless said, it is the file's, or with --slice the box
                       around the three samples, half as large again on every side
  --slice SAMPLES      Cut the plane through the three inputs in a .csv (a line each) or .npy file; the first is
                       at (0, 0), the second at (distance, 0)
  --merge-within T     Put vertices that are closer than T times the window's diameter onto one another, for lines
                       that meet in one point up to rounding; without it the weights are taken at their word
  --max-cells N        Stop at more cells; 5,000,000 unless said. An estimate comes first, so that most
                       windows that are too large stop at once
  --certify            Hold the result against the network: areas, Euler's formula, shared edges, the activation
                       pattern in every cell, affine form against forward pass. A violated one is an error
  --decision           Find the decision boundary too: where the two largest outputs are equal, or one is zero
  --out FILE.geojson   Write all cells {id, area} and boundaries {layer, unit} as GeoJSON, a feature a line;
                       compressed where the name ends in .geojson.gz
  --svg FILE           Draw the boundaries, a colour a layer; where they are too many, the caption says which
  --chart FILE.vl.json Write the same as a Vega-Lite chart, its rows inside
  --jobs N             Threads; 1 unless said. More than one pay from about 100,000 cells, and keep all in memory
  --format text|json   A summary (default), or one JSON object with the areas of all cells

Examples:
  crease partition moons.safetensors --window -2,-2,2,2 --svg moons.svg
  crease partition digits/model.json --slice three-digits.csv --certify
  crease partition net.json --format json | jq .regionsAfterLayer
  crease partition net.json --out cells.geojson && grep -c Polygon cells.geojson

Exit codes:
  0   the partition is complete
  1   a file can't be read as what it should be, or not be written; the message says why
  2   the command was not understood, or misses a window or a slice
  3   there are more cells than the cap
  70  a certificate is violated: the numbers are not to be trusted, and this is to be reported`;

const options = {
  window: { type: 'string' },
  slice: { type: 'string' },
  'merge-within': { type: 'string' },
  'max-cells': { type: 'string', default: '5000000' },
  certify: { type: 'boolean', default: false },
  decision: { type: 'boolean', default: false },
  out: { type: 'string' },
  svg: { type: 'string' },
  chart: { type: 'string' },
  jobs: { type: 'string', default: '1' },
  format: { type: 'string', default: 'text' },
} as const;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(bindNegative(args), options);
  const format = oneOf('--format', values.format, ['text', 'json']);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0)
    throw new UsageError(
      `it takes one network file, but was given ${path ? positionals.join(', ') : 'none'}.`,
    );
  const settings = {
    window: values.window === undefined ? undefined : readWindow(values.window),
    mergeWithin: values['merge-within'] === undefined ? undefined : readTolerance(values['merge-within']),
    maxCells: wholeNumber('--max-cells', values['max-cells'], 1, 2 ** 32 - 2),
    jobs: wholeNumber('--jobs', values.jobs, 1, 256),
  };
  try {
    const file = readNetworkFile(path);
    const { slice, window } = placeOf(file, settings.window, values.slice);
    const report = await cut(file, window, { ...values, ...settings, sliceToCut: slice });
    return print(report, format);
  } catch (error) {
    // What can't be written, such as into a folder that is not there, has a system call.
    const expected =
      error instanceof NetworkFileError || error instanceof RangeError || 'syscall' in (error as Error);
    if (!expected) throw error;
    process.stderr.write(`crease partition: ${(error as Error).message}\n`);
    return 1;
  }
}

interface Settings {
  readonly sliceToCut: Slice | undefined;
  readonly mergeWithin: number | undefined;
  readonly maxCells: number;
  readonly jobs: number;
  readonly certify: boolean;
  readonly decision: boolean;
  readonly out?: string;
  readonly svg?: string;
  readonly chart?: string;
}

async function cut(file: NetworkFile, window: readonly number[], settings: Settings): Promise<Report> {
  const { sliceToCut: slice, mergeWithin, maxCells, certify, decision, jobs } = settings;
  if (decision && outputSize(file.network) > mostClasses)
    throw new NetworkFileError(
      `${file.name} has ${outputSize(file.network)} outputs; a decision boundary is found between at most ${mostClasses} classes.`,
    );
  const partitionOptions: PartitionOptions & { maxCells: number } = {
    maxCells,
    ...(slice && { slice }),
    ...(mergeWithin !== undefined && { mergeWithin }),
  };
  for (const note of file.notes) process.stderr.write(`${file.name}: ${note}\n`);
  const outputs = openOutputs(settings);
  try {
    const found = await computePartition({
      ...{ network: file.network, window, options: partitionOptions, certify, decision, jobs },
      onEstimate: ({ regions, exact }) => {
        if (!exact) process.stderr.write(`about ${count(Number(regions.toPrecision(2)), 'cell')}\n`);
      },
      visit: outputs.visit,
    });
    const report = reportOf(file, found);
    if (found.status === 'complete') outputs.finish(report.title, found);
    else outputs.abandon();
    return report;
  } catch (error) {
    outputs.abandon();
    throw error;
  }
}

/** The classes on the sides of a piece are kept in a byte each. */
const mostClasses = 256;

function print(report: Report, format: 'text' | 'json'): number {
  if (format === 'json') process.stdout.write(`${JSON.stringify(report.data)}\n`);
  else if (report.ending === 'complete') process.stdout.write(report.text);
  if (report.ending === 'complete') return 0;
  process.stderr.write(`crease partition: ${report.message}\n`);
  return report.ending === 'stopped at cap' ? 3 : 70;
}

/** `--window -1,-1,1,1` reads as an option to the parser, which wants `--window=-1,-1,1,1`. */
function bindNegative(args: readonly string[]): string[] {
  const isBound = (i: number) => args[i - 1] === '--window' && /^-[\d.]/.test(args[i] ?? '');
  return args.flatMap((arg, i) => (isBound(i) ? [] : isBound(i + 1) ? [`${arg}=${args[i + 1]}`] : [arg]));
}

function readWindow(text: string): readonly number[] {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (numbers.length !== 4 || !numbers.every(Number.isFinite))
    throw new UsageError(`--window is '${text}', but must be four numbers, such as --window -1,-1,1,1.`);
  const [x0, y0, x1, y1] = numbers;
  if (!(x0 < x1 && y0 < y1))
    throw new UsageError(
      `--window is '${text}', but must go from its lower left to its upper right corner: ${Math.min(x0, x1)},${Math.min(y0, y1)},${Math.max(x0, x1)},${Math.max(y0, y1)}.`,
    );
  return rectangle(numbers);
}

function readTolerance(text: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (number > 0 && number < 1) return number;
  throw new UsageError(
    `--merge-within is '${text}', but must be a number between 0 and 1, such as --merge-within 1e-9.`,
  );
}

/** The plane and the window in it. Throws a `UsageError` where one must be said. */
function placeOf(
  file: NetworkFile,
  window: readonly number[] | undefined,
  samples: string | undefined,
): { slice: Slice | undefined; window: readonly number[] } {
  if (samples !== undefined) {
    const { slice, box } = planeThrough(file, samples);
    return { slice, window: window ?? box };
  }
  const size = file.inputShape.reduce((product, side) => product * side, 1);
  if (file.slice === undefined && size !== 2)
    throw new UsageError(
      `${file.name} takes ${size} numbers, not 2, and its file names no slice: say which plane to cut, --slice SAMPLES.`,
    );
  const chosen = window ?? file.window;
  if (chosen === undefined)
    throw new UsageError(`${file.name} names no window: say which, such as --window -1,-1,1,1.`);
  return { slice: file.slice, window: chosen };
}

function planeThrough(file: NetworkFile, path: string): { slice: Slice; box: readonly number[] } {
  const samples = readSamples(path, file);
  if (samples.length !== 3)
    throw new NetworkFileError(`${path} has ${samples.length} rows; a plane goes through three samples.`);
  const [a, b, c] = samples;
  const slice = sliceThrough(a, b, c);
  const places = placesOnSlice(slice, Float64Array.from([...a, ...b, ...c]));
  const [s, t] = [0, 1].map((d) => [places[d], places[2 + d], places[4 + d]]);
  const [low, high] = [
    [Math.min(...s), Math.min(...t)],
    [Math.max(...s), Math.max(...t)],
  ];
  const reach = [0, 1].map((d) => (high[d] - low[d]) / 2);
  return {
    slice,
    box: rectangle([low[0] - reach[0], low[1] - reach[1], high[0] + reach[0], high[1] + reach[1]]),
  };
}
