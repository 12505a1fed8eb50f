import type { ILexingError, IToken } from 'chevrotain';
import * as codes from '../diagnostics/codes/expression.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { limits } from '../source/limits.ts';
import type { YamlScalar } from '../source/yaml-tree.ts';
import { AuthorText } from './author-text.ts';
import { Builder } from './build.ts';
import { explain } from './explain.ts';
import { parseTokens } from './grammar.ts';
import { tidy } from './tidy.ts';
import { lexer } from './tokens.ts';
import type { Expression } from './tree.ts';

interface Parsed {
  readonly expression: Expression;
  readonly diagnostics: readonly Diagnostic[];
}

/** A file is read once as it is and once with each of its profiles; what they share is parsed once. */
const known = new WeakMap<YamlScalar, Parsed>();

/**
 * Parses the expression that `scalar` holds. Bad input is reported, never thrown; what could not be
 * read is a hole in the tree, so that the rest can still be checked.
 */
export function parseExpression(scalar: YamlScalar, report: Report): Expression {
  let parsed = known.get(scalar);
  if (!parsed) {
    const diagnostics: Diagnostic[] = [];
    const expression = parseAnew(scalar, (diagnostic) => void diagnostics.push(diagnostic));
    parsed = { expression, diagnostics };
    known.set(scalar, parsed);
  }
  for (const diagnostic of parsed.diagnostics) report(diagnostic);
  return parsed.expression;
}

function parseAnew(scalar: YamlScalar, report: Report): Expression {
  const { text } = scalar;
  const source = new AuthorText(scalar, report);
  const build = new Builder(source);
  if (text.length > limits.expression) {
    source.report(codes.expressionTooLong, { start: 0, end: 0 }, { limit: limits.expression });
    return build.whole(undefined);
  }
  const lexed = lexer.tokenize(text);
  if (lexed.errors.length > 0) {
    reportCharacter(lexed.errors[0], source);
    return build.whole(undefined);
  }
  if (lexed.tokens.length === 0) {
    source.report(codes.emptyExpression, { start: 0, end: text.length }, {});
    return build.whole(undefined);
  }
  const { tokens, broken, slips } = tidy(lexed.tokens, source);
  return broken || tokens.length === 0 ? build.whole(undefined) : parseTidy(tokens, slips, source);
}

/** @param slips whether something has been reported already, which the parser's error may follow from */
function parseTidy(tokens: IToken[], slips: boolean, source: AuthorText): Expression {
  const build = new Builder(source);
  const { tree, error } = parseTokens(tokens, build);
  if (!error) return build.whole(tree);
  const mended = slips ? undefined : explain(error, tokens, source);
  if (mended) return parseTidy(mended, true, source);
  return build.whole(error.name === 'NotAllInputParsedException' || !build.hasHole ? undefined : tree);
}

const hints: Readonly<Record<string, string>> = {
  '{': 'There are no maps in expressions; name the arguments of a call with `=`',
  '}': 'There are no maps in expressions; name the arguments of a call with `=`',
  ';': 'Arguments and items are parted by commas',
  '#': 'A comment needs a space before its `#`',
  $: `Write the name alone; \`\${…}\` belongs into texts, and the environment is not read: override a value with --set`,
  '@': 'Write the name alone',
};

function reportCharacter(error: ILexingError, source: AuthorText): void {
  const skipped = source.scalar.text.slice(error.offset, error.offset + error.length).trim();
  const character = String.fromCodePoint(skipped.codePointAt(0) ?? 0);
  const template = source.scalar.text.startsWith('{{', error.offset);
  const hint = template
    ? 'Nothing is filled in as in a template: write the expression without `{{` and `}}`'
    : (hints[character] ?? 'Names are made of the letters a to z, digits and `_`');
  const place = { start: error.offset, end: error.offset + character.length };
  source.report(codes.unexpectedCharacter, place, { character, hint });
}
