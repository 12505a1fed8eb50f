import { createTokenInstance, EOF, type IRecognitionException, type IToken, tokenMatcher } from 'chevrotain';
import * as codes from '../diagnostics/codes/expression.ts';
import type { AuthorText } from './author-text.ts';
import { endOf, type Stretch, stretch } from './stretch.ts';
import { endsValue, startsValue } from './token-kinds.ts';
import * as t from './tokens.ts';

/**
 * Reports the parser's first error in the author's words.
 * @returns the tokens with the comma that was missing, where that is the mistake
 */
export function explain(
  error: IRecognitionException,
  tokens: readonly IToken[],
  source: AuthorText,
): IToken[] | undefined {
  const { token } = error;
  const atEnd = tokenMatcher(token, EOF);
  const index = atEnd ? tokens.length : tokens.indexOf(token);
  const before = tokens[index - 1];
  if (atEnd && source.reportComment()) return undefined;
  if (atEnd || !before || !endsValue(before) || !startsValue(token))
    explainExpected(error, tokens, index, source);
  else if (error.message === '`of`') return insertOf(tokens, index, source);
  else if (token.image === 'for') source.report(codes.noLoops, stretch(token), { written: token.image });
  else if (insideBrackets(tokens, token)) return insertComma(tokens, index, source);
  else {
    const place = { start: before.startOffset, end: endOf(token) };
    const data = { before: before.image, after: token.image, percent: before.image === '%' };
    source.report(codes.missingOperator, place, data);
  }
  return undefined;
}

/** `a within 2 points b` */
function insertOf(tokens: readonly IToken[], index: number, source: AuthorText): IToken[] {
  const within = tokens.findLastIndex((token, i) => i < index && tokenMatcher(token, t.Within));
  const [before, after] = [tokens[index - 1], tokens[index]];
  const end = endOf(before);
  const tolerance = source.slice({ start: tokens[within + 1].startOffset, end });
  const right = source.slice({ start: after.startOffset, end: endOf(tokens[tokens.length - 1]) });
  source.report(codes.withinNeedsOf, { start: end, end }, { tolerance, right }, [
    { start: end, end, text: ' of' },
  ]);
  const of = createTokenInstance(t.Of, 'of', end, NaN, NaN, NaN, NaN, NaN);
  return [...tokens.slice(0, index), of, ...tokens.slice(index)];
}

function insertComma(tokens: readonly IToken[], index: number, source: AuthorText): IToken[] {
  const [before, after] = [tokens[index - 1], tokens[index]];
  const end = endOf(before);
  const place = { start: before.startOffset, end: endOf(after) };
  const fix = [{ start: end, end, text: ',' }];
  source.report(codes.missingComma, place, { before: before.image, after: after.image }, fix);
  const comma = createTokenInstance(t.Comma, ',', end, NaN, NaN, NaN, NaN, NaN);
  return [...tokens.slice(0, index), comma, ...tokens.slice(index)];
}

/** Whether `token` stands between brackets that hold several items: those of a call, a selection or a list. */
function insideBrackets(tokens: readonly IToken[], token: IToken): boolean {
  const open: boolean[] = [];
  for (const [index, each] of tokens.entries()) {
    if (each === token) break;
    const called = index > 0 && endsValue(tokens[index - 1]);
    if (tokenMatcher(each, t.LeftBracket)) open.push(true);
    else if (tokenMatcher(each, t.LeftParen)) open.push(called);
    else if (tokenMatcher(each, t.RightParen) || tokenMatcher(each, t.RightBracket)) open.pop();
  }
  return open.at(-1) ?? false;
}

function explainExpected(
  error: IRecognitionException,
  tokens: readonly IToken[],
  index: number,
  source: AuthorText,
): void {
  const before: IToken | undefined = tokens[index - 1];
  const atEnd = index === tokens.length;
  const after = before ? ` after \`${before.image}\`` : '';
  const found = atEnd ? 'the end of the expression' : `\`${error.token.image}\``;
  const expected = `${error.message}${after}`;
  source.report(codes.unexpectedToken, placeOf(error.token, before, atEnd), {
    expected,
    found,
    hint: pathHint(source.scalar.text) ?? hint(error, before, tokens[index + 1]),
  });
}

/** The token; at the end of the input the place after the last one. */
function placeOf(token: IToken, before: IToken | undefined, atEnd: boolean): Stretch {
  if (!atEnd) return stretch(token);
  const end = before ? endOf(before) : 0;
  return { start: end, end };
}

/** `./data/images.csv` where a data set is wanted. */
function pathHint(text: string): string | undefined {
  const path = text.trim();
  const isPath = /^[\w./-]*$/.test(path) && path.includes('/') && /^\.{0,2}\/|\.[A-Za-z]\w{0,9}$/.test(path);
  if (!isPath) return undefined;
  return `A file is named by a text in a call, such as \`csv("${path}")\``;
}

function hint(
  { token, message }: IRecognitionException,
  before: IToken | undefined,
  after: IToken | undefined,
): string | undefined {
  if (tokenMatcher(token, t.If) && message === 'a value')
    return 'Put the whole `if … then … else …` in parentheses';
  if (message === '`else`' || message === '`then`') return 'A choice is written `if condition then a else b`';
  if (message === '`of`') return 'Write `left within tolerance of right`';
  if (token.image === '/' && before?.image === '/')
    return '`/` divides; write `floor(a / b)` for a whole number';
  if (tokenMatcher(token, t.DotDot)) return 'A range has two ends, as in `1..10`';
  if (
    tokenMatcher(token, t.Colon) &&
    before &&
    after &&
    [before, after].every((each) => tokenMatcher(each, t.Numeral))
  )
    return `A range is written \`${before.image}..${after.image}\``;
  if (tokenMatcher(token, t.Colon))
    return 'Arguments are named with `=`; a choice is written `if condition then a else b`';
  if (tokenMatcher(token, t.Assign))
    return 'Only an argument or an axis, which is a single name, stands before `=`';
  if (
    /^(?:if|then|else|within|of|and|or|not|true|false)$/.test(token.image) &&
    /^a (?:name|value)/.test(message)
  )
    return `\`${token.image}\` is a word of the language and can't be used as a name`;
  return undefined;
}
