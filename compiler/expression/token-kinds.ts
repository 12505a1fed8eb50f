import { type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import * as t from './tokens.ts';

/** Whether a token is of one of these types or categories. */
export const is = (token: IToken, ...types: TokenType[]) => types.some((type) => tokenMatcher(token, type));

export function opens(token: IToken): boolean {
  return is(token, t.LeftParen, t.LeftBracket);
}

export function closes(token: IToken): boolean {
  return is(token, t.RightParen, t.RightBracket);
}

/** Whether a value can end with this token. */
export function endsValue(token: IToken): boolean {
  return closes(token) || startsValue(token, false) || is(token, t.Percent);
}

/** Whether a value can begin with this token. */
export function startsValue(token: IToken, brackets = true): boolean {
  return is(token, t.Identifier, t.Numeral, t.Text, t.Truth, t.Broken) || (brackets && opens(token));
}
