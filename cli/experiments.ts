import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, join, normalize } from 'node:path';
import { type CompileOptions, compile, isFragmentText } from '../compiler/compile.ts';
import type { Diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import { setSources } from '../compiler/experiment/overrides.ts';
import type { Plan } from '../compiler/plan/plan.ts';
import { type DataFileFacts, factsKey } from '../compiler/registry/datasets/file-facts.ts';
import type { NetworkFileFacts } from '../compiler/registry/layers/from_file.ts';
import { dataFacts } from '../runtime/data/facts.ts';
import { networkFacts } from '../runtime/networks/facts.ts';
import { type Options, UsageError } from './usage.ts';

export interface Source {
  readonly file: string;
  readonly text: string;
}
export interface CompiledExperiment {
  readonly source: Source;
  /** The files that it is made of: itself and what it imports. */
  readonly sources: readonly Source[];
  /** Imported files that are not there. */
  readonly missing: readonly string[];
  /** What is known of the network files that it names. */
  readonly networks: Readonly<Record<string, NetworkFileFacts>>;
  /** What is known of the data files that it names, by `factsKey`. */
  readonly data: Readonly<Record<string, DataFileFacts>>;
  /** The texts of overrides, which diagnostics point into as they do into files. */
  readonly overrides: readonly Source[];
  readonly diagnostics: readonly Diagnostic[];
  /** Missing where the diagnostics have an error. */
  readonly plan?: Plan;
  /** Empty where there is none. */
  readonly profile: string;
  /** Values of the command line by path. */
  readonly set: Readonly<Record<string, string>>;
}

export const ending = '.crease.yaml';
/** Paths that are not searched: packages, hidden folders and what is built. */
export const skipped = /(^|[\\/])(node_modules|\.[^\\/]+|dist)([\\/]|$)/;

/** Options of every command that compiles experiments. */
export const experimentOptions = {
  profile: { type: 'string' },
  set: { type: 'string', multiple: true, default: [] },
} as const satisfies Options;

export const experimentHelp = `FILES are experiment files, folders that are searched for *.crease.yaml, or names of experiments. Without any,
it is workflows/, or the current folder where there is no workflows/.`;
export const experimentOptionsHelp = `  --profile NAME       Use the overrides that the file lists under profiles: NAME
  --set PATH=VALUE     Override one setting, such as --set replicates=3 or --set train.epochs=2; may be repeated`;

/**
 * Reads and compiles each of the files on its own.
 * @param absent files of published data sets that are not on this machine, where they are to be read
 * @throws a `UsageError` if there are no files, or two of one name
 */
export function compileExperiments(
  files: readonly string[],
  { profile, set }: { profile?: string; set: readonly string[] },
  numerics: string,
  absent?: CompileOptions['absent'],
): CompiledExperiment[] {
  const settings = settingsOfArguments(set);
  return findExperiments(files).map((file) => {
    const source = { file, text: readFileSync(file, 'utf8') };
    const compiled = compileWithImports(source, { numerics, profile, set: settings, absent });
    return { source, ...compiled, profile: profile ?? '', set: settings };
  });
}

/** Where the files are that an experiment is made of. */
export interface ExperimentFiles {
  /** The text of a file; undefined where it is not there. */
  read(file: string): string | undefined;
  /** The path at which a file that is no text can be read. */
  place(file: string): string;
}

const onDisk: ExperimentFiles = {
  read: (file) =>
    statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : undefined,
  place: (file) => file,
};

/** Compiles, reads what the compiler asks for, and compiles again, until nothing is asked for that is there. */
export function compileWithImports(source: Source, options: CompileOptions, files: ExperimentFiles = onDisk) {
  const sources = [source];
  const missing: string[] = [];
  const networks: Record<string, NetworkFileFacts> = {};
  const data: Record<string, DataFileFacts> = {};
  for (;;) {
    const { needs, wantedData, ...compiled } = compile(sources, { ...options, missing, networks, data });
    if (needs.length === 0 && wantedData.length === 0)
      return { ...compiled, sources, missing, networks, data, overrides: setSources(options.set ?? {}) };
    for (const wanted of wantedData)
      data[factsKey(wanted)] = dataFacts(
        { ...wanted, file: files.place(wanted.file) },
        files.place(source.file),
      );
    for (const file of needs) {
      const text = files.read(file);
      if (text === undefined) missing.push(file);
      else if (file.endsWith(ending)) sources.push({ file, text });
      else networks[file] = networkFacts(files.place(file), files.place(source.file));
    }
  }
}

/** The files that the arguments stand for, sorted, each once; of a folder those that `accepts`. */
export function findFiles(args: readonly string[], accepts: (file: string) => boolean): string[] {
  const home = existsSync('workflows') ? 'workflows' : '.';
  const found = (args.length > 0 ? args : [home]).flatMap((arg) => resolve(arg, home, accepts));
  return [...new Set(found.map(normalize))].sort();
}

/** The experiment files that the arguments stand for, sorted, each once, and each of another name. */
export function findExperiments(args: readonly string[]): string[] {
  const files = findFiles(args, runs);
  const names = Map.groupBy(files, (file) => basename(file));
  for (const [name, [first, second]] of names)
    if (second)
      throw new UsageError(
        `${first} and ${second} are both experiment '${name.slice(0, -ending.length)}': rename one, or name the one to use.`,
      );
  return files;
}

function resolve(arg: string, home: string, accepts: (file: string) => boolean): string[] {
  const stat = statSync(arg, { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    const files = search(arg, `**/*${ending}`).filter(accepts);
    if (files.length === 0)
      throw new UsageError(`there is no *${ending} file in ${arg === '.' ? 'this folder' : arg}.`);
    return files;
  }
  if (stat && !arg.endsWith(ending))
    throw new UsageError(`${arg} is no experiment: their names end in ${ending}.`);
  const files = stat ? [arg] : search(home, `**/${arg}${ending}`);
  if (files.length === 0) throw new UsageError(`there is no file, folder or experiment '${arg}'.`);
  return files;
}

/** Whether a file that was found has something to run: fragments only give names to others. */
function runs(file: string): boolean {
  return !isFragmentText(file, readFileSync(file, 'utf8'));
}

/** The files below a folder that match a pattern, without those of packages and hidden folders. */
export function search(folder: string, pattern: string): string[] {
  return globSync(pattern, { cwd: folder, exclude: (path) => skipped.test(path) }).map((file) =>
    join(folder, file),
  );
}

/** The values of `--set PATH=VALUE` by path. */
export function settingsOfArguments(set: readonly string[]): Record<string, string> {
  return Object.fromEntries(set.map(readSetting));
}

function readSetting(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals > 0) return [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
  throw new UsageError(`--set is '${text}', but must be PATH=VALUE, such as --set replicates=3.`);
}
