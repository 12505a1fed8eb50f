import { createTokenInstance, type IToken, tokenMatcher } from 'chevrotain';
import * as codes from '../diagnostics/codes/expression.ts';
import { limits } from '../source/limits.ts';
import type { AuthorText } from './author-text.ts';
import { endOf, stretch } from './stretch.ts';
import * as t from './tokens.ts';

/** The tokens after newcomers' slips are mended; `broken` where what was reported leaves nothing to parse. */
export interface Tidy {
  readonly tokens: IToken[];
  readonly broken: boolean;
  /** Whether anything was reported. */
  readonly slips: boolean;
}

/** Reports the slips that show in the tokens alone, and mends them so that the parser sees none. */
export function tidy(tokens: IToken[], source: AuthorText): Tidy {
  const before = source.reports;
  if (reportUnclosedText(tokens, source) || reportForeignForms(tokens, source) || tooDeep(tokens, source))
    return { tokens, broken: true, slips: true };
  for (const token of tokens) reportForeignSpelling(token, source);
  const balanced = reportBrackets(tokens, source);
  const mended = joinHyphens(dropCommas(tokens, source), source);
  return { tokens: mended, broken: !balanced, slips: source.reports > before };
}

/** After a text that never ends, what is text and what is not can't be told. */
function reportUnclosedText(tokens: readonly IToken[], source: AuthorText): boolean {
  const text = tokens.find((token) => tokenMatcher(token, t.UnclosedText));
  if (!text) return false;
  const { startOffset: start, image } = text;
  if (!source.reportComment())
    source.report(codes.unclosedText, { start, end: start + 1 }, { quote: image[0] });
  return true;
}

/** `${…}` and `a ? b : c`, after which nothing can be read with certainty. */
function reportForeignForms(tokens: readonly IToken[], source: AuthorText): boolean {
  const interpolation = tokens.find((token) => tokenMatcher(token, t.Interpolation));
  if (interpolation) source.report(codes.interpolationInExpression, stretch(interpolation), {});
  const question = tokens.findIndex((token) => tokenMatcher(token, t.Question));
  if (interpolation || question < 0) return Boolean(interpolation);
  const mark = stretch(tokens[question]);
  const rest = tokens
    .slice(question + 1)
    .filter((token) => tokenMatcher(token, t.Question) || tokenMatcher(token, t.Colon));
  const open = tokens.slice(0, question).some((token) => opens(token) || closes(token));
  const text = source.scalar.text;
  if (rest.length !== 1 || open || !tokenMatcher(rest[0], t.Colon)) {
    source.report(codes.ternary, mark, {});
    return true;
  }
  const parts = [
    text.slice(0, mark.start),
    text.slice(mark.end, rest[0].startOffset),
    text.slice(endOf(rest[0])),
  ];
  const [condition, then, otherwise] = parts.map((part) => part.trim());
  if (!condition || !then || !otherwise) {
    source.report(codes.ternary, mark, {});
    return true;
  }
  const corrected = `if ${condition} then ${then} else ${otherwise}`;
  source.report(codes.ternary, mark, { corrected }, [
    { start: 0, end: text.trimEnd().length, text: corrected },
  ]);
  return true;
}

function reportForeignSpelling(token: IToken, source: AuthorText): void {
  const spelling = t.foreign.get(token.tokenType);
  if (!spelling) return;
  const { meant, typographic } = spelling;
  const glued = /\w/.test(source.scalar.text[endOf(token)] ?? '') || meant === 'not';
  const text = /\w/.test(meant) && glued ? `${meant} ` : meant;
  const code = typographic ? codes.typographic : codes.foreignOperator;
  source.report(code, stretch(token), { written: token.image, meant }, [{ ...stretch(token), text }]);
}

/** @returns whether every bracket has its partner; the first that has none is reported */
function reportBrackets(tokens: readonly IToken[], source: AuthorText): boolean {
  const open: IToken[] = [];
  for (const token of tokens) {
    if (opens(token)) open.push(token);
    if (!closes(token)) continue;
    const opener = open.pop();
    if (opener && partner(opener) === token.image) continue;
    if (opener) reportUnclosed(opener, source, token);
    else source.report(codes.strayCloser, stretch(token), { closer: token.image });
    return false;
  }
  const last = open.pop();
  if (last) reportUnclosed(last, source);
  return !last;
}

function reportUnclosed(opener: IToken, source: AuthorText, found?: IToken): void {
  if (!found && source.reportComment()) return;
  const related = found
    ? [{ span: source.span(stretch(found)), message: `\`${found.image}\` stands here instead` }]
    : [];
  const data = { opener: opener.image, closer: partner(opener) };
  source.report(codes.unclosedBracket, stretch(opener), data, undefined, { related });
}

function partner(opener: IToken): string {
  return opener.image === '(' ? ')' : ']';
}

/** Drops commas with nothing on one of their sides. */
function dropCommas(tokens: readonly IToken[], source: AuthorText): IToken[] {
  const kept: IToken[] = [];
  tokens.forEach((token, index) => {
    const before = kept.at(-1);
    const after = tokens[index + 1];
    const lonely = !before || !after || opens(before) || closes(after) || tokenMatcher(after, t.Comma);
    if (!tokenMatcher(token, t.Comma) || !lonely) kept.push(token);
    else source.report(codes.extraComma, stretch(token), {}, [{ ...stretch(token), text: '' }]);
  });
  return kept;
}

/** Makes one broken token of names that hyphens join without a space, as in `batch-norm`. */
function joinHyphens(tokens: readonly IToken[], source: AuthorText): IToken[] {
  const joined: IToken[] = [];
  for (let first = 0; first < tokens.length; first++) {
    let last = first;
    while (hyphenAfter(tokens, last)) last += 2;
    joined.push(last === first ? tokens[first] : reportHyphens(tokens.slice(first, last + 1), source));
    first = last;
  }
  return joined;
}

function hyphenAfter(tokens: readonly IToken[], index: number): boolean {
  const [name, hyphen, next] = tokens.slice(index, index + 3);
  return (
    next !== undefined &&
    hyphen.image === '-' &&
    [name, next].every((token) => tokenMatcher(token, t.Identifier)) &&
    endOf(name) === hyphen.startOffset &&
    endOf(hyphen) === next.startOffset
  );
}

function reportHyphens(tokens: readonly IToken[], source: AuthorText): IToken {
  const { startOffset } = tokens[0];
  const written = tokens.map((token) => token.image).join('');
  const data = { written, name: written.replaceAll('-', '_'), difference: written.replaceAll('-', ' - ') };
  source.report(codes.hyphenatedName, { start: startOffset, end: startOffset + written.length }, data);
  return createTokenInstance(t.Broken, written, startOffset, NaN, NaN, NaN, NaN, NaN);
}

/** Reports an expression whose tree would be too deep to walk safely. */
function tooDeep(tokens: readonly IToken[], source: AuthorText): boolean {
  const levels = [{ operators: 0, prefixes: 0 }];
  const sum = { operators: 0, prefixes: 0 };
  for (const [index, token] of tokens.entries()) {
    const level = levels[levels.length - 1];
    const isPrefix = prefixes(token, tokens[index - 1]);
    if (closes(token) || tokenMatcher(token, t.Comma)) {
      sum.operators -= level.operators;
      sum.prefixes -= level.prefixes;
      Object.assign(level, { operators: 0, prefixes: 0 });
      if (closes(token) && levels.length > 1) levels.pop();
    } else if (isPrefix) {
      level.prefixes++;
      sum.prefixes++;
    } else if (chains(token)) {
      level.operators++;
      sum.operators++;
    }
    if (opens(token)) levels.push({ operators: 0, prefixes: 0 });
    const of = levels.length - 1 + sum.prefixes > limits.nesting ? 'brackets' : 'operators';
    if (of === 'operators' && sum.operators <= limits.operators) continue;
    const limit = of === 'brackets' ? limits.nesting : limits.operators;
    source.report(codes.expressionTooDeep, stretch(token), { limit, of });
    return true;
  }
  return false;
}

const is = (token: IToken, ...types: Parameters<typeof tokenMatcher>[1][]) =>
  types.some((type) => tokenMatcher(token, type));

function opens(token: IToken): boolean {
  return is(token, t.LeftParen, t.LeftBracket);
}

function closes(token: IToken): boolean {
  return is(token, t.RightParen, t.RightBracket);
}

/** Operators that nest to the right: each one deepens the parser's recursion. */
function prefixes(token: IToken, before: IToken | undefined): boolean {
  if (is(token, t.Not, t.If, t.Power)) return true;
  return is(token, t.Minus) && (!before || opens(before) || !endsValue(before));
}

/** Tokens that lengthen a chain to the left. */
function chains(token: IToken): boolean {
  return (
    is(token, t.Additive, t.Multiplicative, t.And, t.Or, t.Comparison, t.Assign, t.Within, t.Dot) ||
    opens(token)
  );
}

/** Whether a value can end with this token. */
export function endsValue(token: IToken): boolean {
  return closes(token) || startsValue(token, false) || is(token, t.Percent);
}

/** Whether a value can begin with this token. */
export function startsValue(token: IToken, brackets = true): boolean {
  return is(token, t.Identifier, t.Numeral, t.Text, t.Truth, t.Broken) || (brackets && opens(token));
}
