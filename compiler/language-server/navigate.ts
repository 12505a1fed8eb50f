import type { Edit } from '../diagnostics/diagnostic.ts';
import { importedFile } from '../experiment/import-path.ts';
import { builtInNames } from '../expression/scope.ts';
import type { Span } from '../source/span.ts';
import type { YamlScalar } from '../source/yaml-tree.ts';
import { type Analysis, analyse } from './analysis.ts';
import type { ForeignUse, NamedSymbol, Symbols } from './symbols.ts';
import { touches } from './walk.ts';

/** Where the name at `offset` is declared, in this file or in one that it imports. */
export function definition(analysis: Analysis, offset: number): readonly Span[] {
  const path = analysis.syntax.imports.find(({ value }) => touches(value.span, offset));
  const file = path && fileOf(path.value, analysis);
  if (file !== undefined) return [{ file, start: 0, end: 0 }];
  return targetAt(analysis, offset)?.symbol.declarations ?? [];
}

/** What is named at a place, with the file that names it. */
interface Target {
  readonly analysis: Analysis;
  readonly symbol: NamedSymbol;
  /** The name, where it was asked about. */
  readonly span: Span;
}

function targetAt(analysis: Analysis, offset: number): Target | undefined {
  const own = analysis.symbols.at(offset);
  if (own) return { analysis, ...own };
  const use = analysis.symbols.foreign.find(({ span }) => touches(span, offset));
  const file = use && fileOfAlias(use.alias, analysis);
  const source = analysis.others.find((other) => other.file === file);
  const other = source && analyse(source, analysis.others);
  const symbol = use && other && symbolOf(use, other.symbols);
  return symbol && { analysis: other, symbol, span: use.span };
}

function symbolOf({ member, parameter }: ForeignUse, symbols: Symbols): NamedSymbol | undefined {
  return parameter === undefined
    ? (symbols.named(member) ?? symbols.network(member))
    : symbols.parametersOf(member).find(({ name }) => name === parameter);
}

function fileOf(path: YamlScalar, { file }: Analysis): string | undefined {
  return importedFile(path, file, file, () => {});
}

function fileOfAlias(alias: string, analysis: Analysis): string | undefined {
  const path = analysis.syntax.imports.find(({ name }) => name === alias)?.value;
  return path && fileOf(path, analysis);
}

/** Where the files of a project that import the target's file mention it. */
function usesElsewhere({ analysis, symbol }: Target, project: readonly Analysis[]): readonly Span[] {
  return project
    .filter(({ file }) => file !== analysis.file)
    .flatMap((other) =>
      other.symbols.foreign
        .filter(({ alias }) => fileOfAlias(alias, other) === analysis.file)
        .filter((use) => symbolOf(use, analysis.symbols) === symbol)
        .map(({ span }) => span),
    );
}

/**
 * Everywhere that the name at `offset` stands.
 * @param project the files of the project, which may import one another
 */
export function references(
  analysis: Analysis,
  offset: number,
  withDeclarations: boolean,
  project: readonly Analysis[] = [],
): readonly Span[] {
  const target = targetAt(analysis, offset);
  if (!target) return [];
  const { declarations, uses } = target.symbol;
  return [...(withDeclarations ? declarations : []), ...uses, ...usesElsewhere(target, project)];
}

/** Why nothing is renamed, in a sentence. */
export interface RenameRefusal {
  readonly refused: string;
}

/** The name at `offset`, if it can be renamed. */
export function renamable(
  analysis: Analysis,
  offset: number,
): { readonly span: Span; readonly name: string } | RenameRefusal {
  const found = targetAt(analysis, offset);
  if (!found)
    return {
      refused:
        'Only names that a file of the project gives can be renamed: data sets, axes, arms, measurements and the like.',
    };
  if (!found.symbol.named)
    return {
      refused: `The arm ${found.symbol.name} is named by its value. Change the value, or write the axis as a map of names.`,
    };
  return { span: found.span, name: found.symbol.name };
}

/**
 * The edits that give the name at `offset` another one everywhere; the files mean the same afterwards.
 * @param project the files of the project, which may import one another
 */
export function rename(
  analysis: Analysis,
  offset: number,
  to: string,
  project: readonly Analysis[] = [],
): readonly Edit[] | RenameRefusal {
  const place = renamable(analysis, offset);
  if ('refused' in place) return place;
  const target = targetAt(analysis, offset) as Target;
  const problem = refuseName(to, target.symbol, target.analysis);
  if (problem) return { refused: problem };
  return references(analysis, offset, true, project).map((span) => ({ span, text: to }));
}

function refuseName(to: string, { kind, of }: NamedSymbol, { symbols }: Analysis): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(to))
    return `${to === '' ? 'An empty name' : `\`${to}\``} is no name: use letters, digits and _, starting with a letter.`;
  if (words.has(to)) return `\`${to}\` is a word of the language.`;
  if (kind !== 'arm' && builtInNames.has(to))
    return `\`${to}\` means something in every file and cannot be taken.`;
  const rivals = symbols.all.filter((each) => each.name === to && each.of === of);
  return rivals.length > 0
    ? `\`${to}\` is already ${/^[aeiou]/.test(rivals[0].kind) ? 'an' : 'a'} ${rivals[0].kind}.`
    : undefined;
}

const words = new Set(['if', 'then', 'else', 'and', 'or', 'not', 'within', 'of', 'true', 'false']);
