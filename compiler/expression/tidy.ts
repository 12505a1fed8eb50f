import { createTokenInstance, type IToken } from 'chevrotain';
import * as codes from '../diagnostics/codes/expression.ts';
import type { AuthorText } from './author-text.ts';
import { tooDeep } from './depth.ts';
import { endOf, stretch } from './stretch.ts';
import { closes, is, opens } from './token-kinds.ts';
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
  if (!reportBrackets(tokens, source)) return { tokens, broken: true, slips: true };
  const mended = joinHyphens(addCommas(dropCommas(tokens, source), source), source);
  return { tokens: mended, broken: false, slips: source.reports > before };
}

/** After a text that never ends, what is text and what is not can't be told. */
function reportUnclosedText(tokens: readonly IToken[], source: AuthorText): boolean {
  const text = tokens.find((token) => is(token, t.UnclosedText));
  if (!text) return false;
  const { startOffset: start, image } = text;
  if (!source.reportComment())
    source.report(codes.unclosedText, { start, end: start + 1 }, { quote: image[0] });
  return true;
}

/** After `${…}` or `a ? b : c` nothing can be read with certainty. */
function reportForeignForms(tokens: readonly IToken[], source: AuthorText): boolean {
  const interpolation = tokens.find((token) => is(token, t.Interpolation));
  if (interpolation) {
    const place = stretch(interpolation);
    const inner = interpolation.image.replace(/^\$\{{1,2}|\}{1,2}$/g, '').trim();
    const fix = tokens.length === 1 && inner !== '' ? [{ ...place, text: inner }] : undefined;
    source.report(codes.interpolationInExpression, place, {}, fix);
  }
  const question = tokens.findIndex((token) => is(token, t.Question));
  if (interpolation || question < 0) return Boolean(interpolation);
  const corrected = inWords(tokens, question, source.scalar.text);
  const fix = corrected && [{ start: 0, end: source.scalar.text.trimEnd().length, text: corrected }];
  source.report(codes.ternary, stretch(tokens[question]), { corrected }, fix || undefined);
  return true;
}

/** `a ? b : c` in words, where it is the whole expression. */
function inWords(tokens: readonly IToken[], question: number, text: string): string | undefined {
  const marks = tokens.filter((token) => is(token, t.Question, t.Colon));
  const inside = tokens.slice(0, question).some((token) => opens(token) || closes(token));
  if (inside || marks.length !== 2 || !is(marks[1], t.Colon)) return undefined;
  const [mark, colon] = marks.map(stretch);
  const pieces = [text.slice(0, mark.start), text.slice(mark.end, colon.start), text.slice(colon.end)];
  const [condition, then, otherwise] = pieces.map((piece) => piece.trim());
  return condition && then && otherwise && `if ${condition} then ${then} else ${otherwise}`;
}

function reportForeignSpelling(token: IToken, source: AuthorText): void {
  const spelling = t.foreign.get(token.tokenType);
  if (!spelling) return;
  const { meant, typographic } = spelling;
  const { start, end } = stretch(token);
  const word = /\w/.test(meant);
  const before = word && /[\w)\]]/.test(source.scalar.text[start - 1] ?? ' ') ? ' ' : '';
  const after = word && /[\w([]/.test(source.scalar.text[end] ?? ' ') ? ' ' : '';
  const code = typographic ? codes.typographic : codes.foreignOperator;
  const text = before + meant + after;
  source.report(code, { start, end }, { written: token.image, meant }, [{ start, end, text }]);
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

/** Drops commas with nothing on one of their sides, several in a row at once. */
function dropCommas(tokens: readonly IToken[], source: AuthorText): IToken[] {
  const kept: IToken[] = [];
  for (let first = 0; first < tokens.length; first++) {
    let last = first;
    while (isLonely(tokens[last], kept.at(-1), tokens[last + 1])) last++;
    if (last > first) {
      const place = { start: tokens[first].startOffset, end: endOf(tokens[last - 1]) };
      source.report(codes.extraComma, place, {}, [{ ...place, text: '' }]);
    }
    if (last < tokens.length) kept.push(tokens[last]);
    first = last;
  }
  return kept;
}

function isLonely(token: IToken | undefined, before: IToken | undefined, after: IToken | undefined): boolean {
  if (!token || !is(token, t.Comma)) return false;
  return !before || !after || opens(before) || closes(after) || is(after, t.Comma);
}

/** `dense(32 bias = none)`: a name that is followed by `=` begins an argument, and is no unit of the number before. */
function addCommas(tokens: readonly IToken[], source: AuthorText): IToken[] {
  return tokens.flatMap((token, index) => {
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    const begins = is(token, t.Identifier) && before && after && is(after, t.Assign);
    if (!begins || !is(before, t.Numeral)) return [token];
    const place = { start: endOf(before), end: endOf(before) };
    source.report(codes.missingComma, stretch(token), { before: before.image, after: token.image }, [
      { ...place, text: ',' },
    ]);
    return [createTokenInstance(t.Comma, ',', place.start, NaN, NaN, NaN, NaN, NaN), token];
  });
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
    [name, next].every((token) => is(token, t.Identifier)) &&
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
