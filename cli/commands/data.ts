import { dirname, join } from 'node:path';
import type { DatasetRecord } from '../../compiler/registry/datasets/dataset.ts';
import { datasets } from '../../compiler/registry/datasets/index.ts';
import { fetchFile } from '../../runtime/data/fetch.ts';
import { DataFileError } from '../../runtime/data/problem.ts';
import { dataFolder, dataFolders, findPublished } from '../../runtime/data/published.ts';
import { oneOf, parse, UsageError } from '../usage.ts';

export const summary = 'List the published data sets, and fetch those that experiments need';

export const help = `Usage: crease data list [--format text|json]
       crease data get NAME [NAME …]

\`list\` says which published data sets there are, which of them are on this machine, and where. \`get\` fetches
the files of a data set that are not there, and checks each against the SHA-256 that it was published with. An
interrupted \`get\` goes on where it was. Nothing is ever fetched by \`crease run\`.

Files are looked for in the folder that the environment variable CREASE_DATA names, or in .crease/data where it
names none, each data set in a folder of its name; then in /usr/share/datasets, where Debian's packages put them.
\`get\` writes into the first of these. Without internet, copy the files there, for example:
  .crease/data/mnist/train-images-idx3-ubyte.gz

Your own data needs no command: an experiment names it with csv(), npy(), idx() or image_folder().

Options:
  --format text|json   Text to read (default), or one JSON object

Examples:
  crease data list
  crease data get fashion_mnist
  CREASE_DATA=~/data crease data get cifar10

Exit codes:
  0  listed, or everything that was asked for is there
  1  a file could not be fetched, or is not the published one
  2  the command was not understood`;

const published: readonly DatasetRecord[] = Object.values<DatasetRecord>(datasets).filter(
  (record) => record.published,
);

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { format: { type: 'string', default: 'text' } });
  const format = oneOf('--format', values.format, ['text', 'json']);
  const [action, ...names] = positionals;
  if (action === undefined)
    throw new UsageError('say what to do: `crease data list`, or `crease data get NAME`.');
  if (oneOf('the action', action, ['list', 'get']) === 'list') return list(format);
  if (names.length === 0)
    throw new UsageError(`say which data set: ${published.map(({ name }) => name).join(', ')}.`);
  const wanted = names.map((name) =>
    oneOf(
      'the data set',
      name,
      published.map((record) => record.name),
    ),
  );
  for (const name of wanted) if (!(await get(datasets[name as keyof typeof datasets]))) return 1;
  return 0;
}

function list(format: 'text' | 'json'): number {
  const found = published.map((record) => {
    const files = findPublished(record).map(({ file, path }) => ({
      name: file.name,
      url: file.url,
      path: path ?? null,
    }));
    return { name: record.name, summary: record.summary, source: record.source, files };
  });
  if (format === 'json')
    process.stdout.write(`${JSON.stringify({ folders: dataFolders(), dataSets: found }, null, 2)}\n`);
  else process.stdout.write(`${found.map(describe).join('\n')}\n`);
  return 0;
}

interface Listed {
  readonly name: string;
  readonly summary: string;
  readonly files: readonly { readonly name: string; readonly path: string | null }[];
}

function describe({ name, summary, files }: Listed): string {
  const there = files.filter(({ path }) => path !== null);
  const state =
    there.length === files.length
      ? `here, in ${[...new Set(there.map(({ path }) => dirname(path!)))].join(' and ')}`
      : `${there.length} of ${files.length} ${files.length === 1 ? 'file is' : 'files are'} here; crease data get ${name}`;
  return `${name.padEnd(15)}${summary}\n${''.padEnd(15)}${state}`;
}

/** Fetches what is missing; false, after saying why, where that fails. */
async function get(record: DatasetRecord): Promise<boolean> {
  const folder = join(dataFolder(), record.name);
  for (const { file, path } of findPublished(record)) {
    if (path !== undefined) {
      process.stdout.write(`${path} is here.\n`);
      continue;
    }
    try {
      const target = await fetchFile(file, folder, { ask: fetch, onProgress: progressOf(file.name) });
      process.stdout.write(`${target} was fetched.\n`);
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      const debian = record.debian
        ? ` Debian and Ubuntu also have it: apt-get install ${record.debian}.`
        : '';
      process.stderr.write(
        `crease data: ${error.message}.\nOn a machine without internet, copy ${file.name} into ${folder}.${debian}\n`,
      );
      return false;
    }
  }
  return true;
}

/** Says on a terminal how far a file is, on one line that is written over. */
function progressOf(name: string): (have: number, all: number | undefined) => void {
  if (!process.stderr.isTTY) return () => {};
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  return (have, all) => {
    const of = all === undefined ? '' : ` of ${megabytes(all)}`;
    process.stderr.write(`\r${name}: ${megabytes(have)}${of} MB${have === all ? '\n' : ''}`);
  };
}
