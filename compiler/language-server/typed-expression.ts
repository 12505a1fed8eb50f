import type { IToken } from 'chevrotain';
import { closes, endsValue, is, opens } from '../expression/token-kinds.ts';
import * as t from '../expression/tokens.ts';

/** A bracket that is open where the cursor stands. */
export type Frame =
  | { readonly kind: 'group' | 'list' }
  | {
      readonly kind: 'call';
      readonly callee: readonly string[];
      /** Arguments before the one at the cursor: their names, or nothing for one by position. */
      readonly given: readonly (string | undefined)[];
      /** The name before `=`, where the cursor stands behind one. */
      readonly argument?: string;
    }
  | {
      readonly kind: 'select';
      readonly of: readonly string[];
      readonly chosen: readonly string[];
      readonly axis?: string;
    };

/** What has been typed of an expression, up to the cursor. */
export interface TypedExpression {
  /** The word at the cursor, to be completed. */
  readonly word: string;
  /** Names before the dot that the cursor stands behind: `images.` */
  readonly members?: readonly string[];
  /** Whether a number stands right before, which may get a unit. */
  readonly number: boolean;
  /** Whether a value is complete, so that only an operator can follow. */
  readonly complete: boolean;
  /** The name before a comparison sign: `norm ==` */
  readonly compared?: string;
  /** Innermost last. */
  readonly frames: readonly Frame[];
}

/** Reads the text between the start of an expression and the cursor; undefined inside a text literal. */
export function readTyped(text: string): TypedExpression | undefined {
  const { tokens } = t.lexer.tokenize(text);
  const last = tokens.at(-1);
  if (last && is(last, t.UnclosedText)) return undefined;
  const typing =
    last !== undefined && /\w$/.test(text) && /^[A-Za-z_]/.test(last.image) && ends(last) === text.length;
  const before = typing ? tokens.slice(0, -1) : tokens;
  const previous = before.at(-1);
  return {
    word: typing ? last.image : '',
    members: previous && is(previous, t.Dot) ? pathBefore(before, before.length - 1) : undefined,
    number: previous !== undefined && is(previous, t.Numeral) && (typing || ends(previous) < text.length),
    complete: previous !== undefined && endsValue(previous),
    compared: comparedName(before),
    frames: framesOf(before),
  };
}

const ends = (token: IToken) => token.startOffset + token.image.length;

/** `a.b` before token `end`, outermost first; empty where something else stands there. */
function pathBefore(tokens: readonly IToken[], end: number): string[] {
  const path: string[] = [];
  for (let at = end - 1; at >= 0 && is(tokens[at], t.Identifier); at -= 2) {
    path.unshift(tokens[at].image);
    if (!tokens[at - 1] || !is(tokens[at - 1], t.Dot)) break;
  }
  return path;
}

function comparedName(tokens: readonly IToken[]): string | undefined {
  const [name, sign] = tokens.slice(-2);
  return name && sign && is(sign, t.Comparison) && is(name, t.Identifier) ? name.image : undefined;
}

function framesOf(tokens: readonly IToken[]): Frame[] {
  const frames: { frame: Frame; from: number }[] = [];
  tokens.forEach((token, at) => {
    if (closes(token)) frames.pop();
    else if (opens(token)) frames.push({ frame: opened(tokens, at), from: at });
    else if (is(token, t.Assign)) replaceLast(frames, (frame) => named(frame, tokens[at - 1]));
    else if (is(token, t.Comma)) replaceLast(frames, passed);
  });
  return frames.map(({ frame }) => frame);
}

function replaceLast(frames: { frame: Frame; from: number }[], change: (frame: Frame) => Frame): void {
  const last = frames.at(-1);
  if (last) last.frame = change(last.frame);
}

function opened(tokens: readonly IToken[], at: number): Frame {
  const before = tokens[at - 1];
  const path = pathBefore(tokens, at);
  if (is(tokens[at], t.LeftParen))
    return path.length > 0 ? { kind: 'call', callee: path, given: [] } : { kind: 'group' };
  return before && endsValue(before) ? { kind: 'select', of: path, chosen: [] } : { kind: 'list' };
}

/** The frame behind `name =`. */
function named(frame: Frame, name: IToken | undefined): Frame {
  if (frame.kind === 'call') return { ...frame, argument: name?.image };
  return frame.kind === 'select' ? { ...frame, axis: name?.image } : frame;
}

/** The frame behind a comma. */
function passed(frame: Frame): Frame {
  if (frame.kind === 'call')
    return { ...frame, given: [...frame.given, frame.argument], argument: undefined };
  return frame.kind === 'select'
    ? { ...frame, chosen: [...frame.chosen, frame.axis ?? ''], axis: undefined }
    : frame;
}
