import { type IToken, tokenMatcher } from 'chevrotain';
import { typographic, unknownEscape } from '../diagnostics/codes/expression.ts';
import type { AuthorText } from './author-text.ts';
import { CurlyText } from './tokens.ts';

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\', '"': '"', "'": "'" };

/** The value of a text token that ends. */
export function readText(token: IToken, source: AuthorText): string {
  const { startOffset: start, image } = token;
  const end = start + image.length;
  const inner = image.slice(1, -1);
  if (tokenMatcher(token, CurlyText)) {
    const meant = quoteText(inner);
    source.report(typographic, { start, end: start + 1 }, { written: image[0], meant: meant[0] }, [
      { start, end, text: meant },
    ]);
    return inner;
  }
  return inner.replace(/\\([\s\S])/g, (written, character: string, offset: number) => {
    const at = start + 1 + offset;
    if (!(character in escapes)) source.report(unknownEscape, { start: at, end: at + 2 }, { written });
    return escapes[character] ?? written;
  });
}

/** `value` as a text literal. */
export function quoteText(value: string): string {
  const escaped = value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
