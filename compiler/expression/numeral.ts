import { type IToken, tokenMatcher } from 'chevrotain';
import { badNumber } from '../diagnostics/codes/expression.ts';
import type { AuthorText } from './author-text.ts';
import { stretch } from './stretch.ts';
import { BadNumber } from './tokens.ts';

/** The value of a number token; what is no number is reported and has none. */
export function readNumber(token: IToken, source: AuthorText): number | undefined {
  const place = stretch(token);
  const written = token.image;
  const value = Number(written.replaceAll('_', ''));
  if (tokenMatcher(token, BadNumber)) source.report(badNumber, place, { written, hint: hint(written) });
  else if (!Number.isFinite(value))
    source.report(badNumber, place, { written, hint: 'The largest number is about 1.8e308' });
  else return value;
  return undefined;
}

function hint(written: string): string {
  if (/^0[xXbBoO]/.test(written)) return `Write it in decimal digits: ${Number(written)}`;
  if (written.includes('-')) return 'There are no dates; put a text in quotes, and spaces around a minus';
  if (/^0\d/.test(written)) return `Leave the zeros out: ${Number(written)}`;
  if (written.includes('_')) return 'An underscore stands between two digits, as in 1_000';
  if (/^\d[\d_]*\.$/.test(written)) return `Write ${written.slice(0, -1)} or ${written}0`;
  return 'A number has at most one point; a range has two, as in 1..10';
}
