import type { Edit } from '../diagnostics/diagnostic.ts';
import { importedFile } from '../experiment/import-path.ts';
import { builtInNames } from '../expression/scope.ts';
import type { Span } from '../source/span.ts';
import type { YamlScalar } from '../source/yaml-tree.ts';
import { type Analysis, analyse } from './analysis.ts';
import type { NamedSymbol } from './symbols.ts';
import { expressionsAt, expressionsIn, touches } from './walk.ts';

/** Where the name at `offset` is declared, in this file or in one that it imports. */
export function definition(analysis: Analysis, offset: number): readonly Span[] {
  const own = analysis.symbols.at(offset)?.symbol;
  return own?.declarations ?? definitionElsewhere(analysis, offset);
}

/** `blocks.width`, and the path of an import. */
function definitionElsewhere(analysis: Analysis, offset: number): readonly Span[] {
  const path = analysis.syntax.imports.find(({ value }) => touches(value.span, offset));
  const file = path && fileOf(path.value, analysis);
  if (file !== undefined) return [{ file, start: 0, end: 0 }];
  const root = [...expressionsIn(analysis.syntax)].find(({ span }) => touches(span, offset));
  const member = root && expressionsAt(root, offset).find((node) => node.kind === 'member');
  if (member?.kind !== 'member' || member.of.kind !== 'name') return [];
  const { name } = member.of;
  const source = analysis.syntax.imports.find((each) => each.name === name);
  const other = analysis.others.find((each) => source && each.file === fileOf(source.value, analysis));
  const symbols = other && analyse(other)?.symbols;
  return (symbols?.named(member.name) ?? symbols?.network(member.name))?.declarations ?? [];
}

function fileOf(path: YamlScalar, { file }: Analysis): string | undefined {
  return importedFile(path, file, file, () => {});
}

/** Everywhere that the name at `offset` stands. */
export function references(
  { symbols }: Analysis,
  offset: number,
  withDeclarations: boolean,
): readonly Span[] {
  const symbol = symbols.at(offset)?.symbol;
  return symbol ? [...(withDeclarations ? symbol.declarations : []), ...symbol.uses] : [];
}

/** Why nothing is renamed, in a sentence. */
export interface RenameRefusal {
  readonly refused: string;
}

/** The name at `offset`, if it can be renamed. */
export function renamable(
  { symbols }: Analysis,
  offset: number,
): { readonly span: Span; readonly name: string } | RenameRefusal {
  const found = symbols.at(offset);
  if (!found)
    return {
      refused:
        'Only names that this file gives can be renamed: data sets, axes, arms, measurements and the like.',
    };
  if (!found.symbol.named)
    return {
      refused: `The arm ${found.symbol.name} is named by its value. Change the value, or write the axis as a map of names.`,
    };
  return { span: found.span, name: found.symbol.name };
}

/** The edits that give the name at `offset` another one everywhere; the file means the same afterwards. */
export function rename(analysis: Analysis, offset: number, to: string): readonly Edit[] | RenameRefusal {
  const place = renamable(analysis, offset);
  if ('refused' in place) return place;
  const { symbol } = analysis.symbols.at(offset) as { symbol: NamedSymbol };
  const problem = refuseName(to, symbol, analysis);
  if (problem) return { refused: problem };
  return [...symbol.declarations, ...symbol.uses].map((span) => ({ span, text: to }));
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
