import type { IToken } from 'chevrotain';

/** A stretch of an expression's text: UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export function stretch(token: IToken): Stretch {
  return { start: token.startOffset, end: endOf(token) };
}

/** The offset after a token; 0 for one that recovery invented, so that a maximum passes over it. */
export function endOf(token: IToken): number {
  return token.isInsertedInRecovery ? 0 : token.startOffset + token.image.length;
}
