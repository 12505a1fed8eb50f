import type { Source } from '../compile.ts';
import { Library } from '../experiment/imports.ts';
import { checkProfiles } from '../experiment/overrides.ts';
import { readExperiment } from '../experiment/read.ts';
import type { ExperimentSyntax } from '../experiment/syntax.ts';
import type { Value } from '../expression/values.ts';
import { readYaml } from '../source/read.ts';
import type { YamlMap } from '../source/yaml-tree.ts';
import { Symbols } from './symbols.ts';

/** One open file, as far as it can be read: what every answer of the language server is made from. */
export interface Analysis {
  readonly file: string;
  readonly text: string;
  readonly root: YamlMap;
  readonly syntax: ExperimentSyntax;
  readonly symbols: Symbols;
  /** The files that it imports, as far as they are at hand. */
  readonly others: readonly Source[];
  /** What each import means. */
  readonly imported: ReadonlyMap<string, Value>;
}

const silent = () => {};

/** Undefined where the text is no YAML map, for the moment at least. Fragments are read like experiments. */
export function analyse({ file, text }: Source, others: readonly Source[] = []): Analysis | undefined {
  const root = readYaml(file, text, silent);
  if (root?.kind !== 'map') return undefined;
  const profiles = root.entries.find(({ key }) => key.text === 'profiles')?.value;
  const syntax = readExperiment(root, silent);
  const readings = [syntax, ...checkProfiles(root, readExperiment, silent)];
  const symbols = new Symbols(file, readings, profiles?.kind === 'map' ? profiles : undefined);
  const imported = new Library(file, others, [], silent).values(syntax.imports);
  return { file, text, root, syntax, symbols, others, imported };
}

/** The analysis of a text whose line at `offset` is being typed: without that line, if it takes the rest along. */
export function analyseAround(
  source: Source,
  offset: number,
  others: readonly Source[] = [],
): Analysis | undefined {
  const { text } = source;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const [line] = /^[^\r\n]*/.exec(text.slice(start)) as RegExpExecArray;
  const blanked = `${text.slice(0, start)}${' '.repeat(line.length)}${text.slice(start + line.length)}`;
  return analyse(source, others) ?? analyse({ ...source, text: blanked }, others);
}
