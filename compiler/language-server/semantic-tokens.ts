import type { Expression } from '../expression/tree.ts';
import type { Span } from '../source/span.ts';
import type { Analysis } from './analysis.ts';
import type { SymbolKind } from './symbols.ts';
import { childrenOf, expressionsIn } from './walk.ts';

/** Kinds of tokens, in the protocol's words. */
export const tokenTypes = [
  'namespace',
  'type',
  'enumMember',
  'property',
  'parameter',
  'variable',
  'function',
  'number',
  'string',
  'keyword',
  'operator',
] as const;
export type TokenType = (typeof tokenTypes)[number];

export interface SemanticToken {
  readonly span: Span;
  readonly type: TokenType;
}

const typeOf: Readonly<Record<SymbolKind, TokenType>> = {
  import: 'namespace',
  value: 'variable',
  'data set': 'variable',
  axis: 'type',
  arm: 'enumMember',
  field: 'property',
  network: 'function',
  parameter: 'parameter',
  item: 'parameter',
  measurement: 'variable',
};

/** Every word, number, text and sign of the file's expressions, in the order of the text; none overlap. */
export function semanticTokens(analysis: Analysis): readonly SemanticToken[] {
  const tokens: SemanticToken[] = [];
  for (const root of expressionsIn(analysis.syntax)) visit(root, analysis, tokens);
  return withoutOverlaps(tokens.filter(({ span }) => span.file === analysis.file && span.end > span.start));
}

function visit(node: Expression, analysis: Analysis, tokens: SemanticToken[]): void {
  const add = (span: Span, type: TokenType) =>
    tokens.push({ span, type: symbolType(span, analysis) ?? type });
  switch (node.kind) {
    case 'number':
      add(node.unit ? digits(node.span, node.unit.span.start, analysis.text) : node.span, 'number');
      if (node.unit) add(node.unit.span, 'keyword');
      break;
    case 'text':
      add(node.span, 'string');
      break;
    case 'truth':
      add(node.span, 'keyword');
      break;
    case 'name':
      add(node.span, 'variable');
      break;
    case 'member':
      add(node.nameSpan, 'property');
      break;
    case 'call':
      if (node.callee.kind === 'name') add(node.callee.span, 'function');
      for (const { name } of node.arguments) if (name) add(name.span, 'parameter');
      break;
    case 'select':
      for (const { axis, value } of node.where) {
        add(axis.span, 'type');
        if (value.kind === 'name') add(value.span, 'enumMember');
      }
      break;
    case 'binary':
      add(node.operatorSpan, /^[a-z]/.test(node.operator) ? 'keyword' : 'operator');
      break;
    default:
      for (const span of words(node, analysis.text)) add(span, 'keyword');
  }
  for (const child of childrenOf(node)) visit(child, analysis, tokens);
}

/** The number before a unit, without the blanks between. */
function digits({ file, start }: Span, end: number, text: string): Span {
  return { file, start, end: start + text.slice(start, end).trimEnd().length };
}

function symbolType({ start, end }: Span, { symbols }: Analysis): TokenType | undefined {
  const found = symbols.startingAt(start);
  return found?.span.end === end ? typeOf[found.symbol.kind] : undefined;
}

/** The words of an expression that have no place in the tree; only blanks and parentheses stand beside them. */
function words(node: Expression, text: string): Span[] {
  const { file, start } = node.span;
  const find = (word: string, from: number, to: number): Span[] => {
    const at = text.slice(from, to).search(new RegExp(`\\b${word}\\b`));
    return at < 0 ? [] : [{ file, start: from + at, end: from + at + word.length }];
  };
  if (node.kind === 'unary' && node.operator === 'not') return find('not', start, node.operand.span.start);
  if (node.kind === 'within')
    return [
      ...find('within', node.left.span.end, node.tolerance.span.start),
      ...find('of', node.tolerance.span.end, node.right.span.start),
    ];
  if (node.kind !== 'if') return [];
  return [
    ...find('if', start, node.condition.span.start),
    ...find('then', node.condition.span.end, node.then.span.start),
    ...find('else', node.then.span.end, node.otherwise.span.start),
  ];
}

function withoutOverlaps(tokens: readonly SemanticToken[]): SemanticToken[] {
  let end = 0;
  return tokens
    .toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    .filter(({ span }) => {
      if (span.start < end) return false;
      end = span.end;
      return true;
    });
}
