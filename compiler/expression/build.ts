import { type IToken, tokenMatcher } from 'chevrotain';
import * as codes from '../diagnostics/codes/expression.ts';
import type { AuthorText } from './author-text.ts';
import { checkMisread } from './misread.ts';
import { readNumber } from './numeral.ts';
import { endOf, type Stretch, stretch } from './stretch.ts';
import { readText } from './text.ts';
import * as t from './tokens.ts';
import type { Argument, BinaryOperator, Choice, Expression, UnaryOperator } from './tree.ts';

/** One argument of a call as the grammar reads it. */
export interface ArgumentPart {
  readonly name?: IToken;
  readonly value: Expression | undefined;
}

/** One choice of a selection as the grammar reads it. */
export interface ChoicePart {
  readonly axis?: { readonly name: IToken; readonly sign: IToken };
  readonly value: Expression | undefined;
}

/** Where a node stands in the expression's text, its parentheses included. */
export interface Place extends Stretch {
  readonly parenthesised: boolean;
}

type Bare = Expression extends infer E ? (E extends Expression ? Omit<E, 'span'> : never) : never;

/** Makes the tree's nodes with their spans, and reports what the grammar lets pass and the language does not. */
export class Builder {
  readonly #source: AuthorText;
  readonly #places = new Map<Expression, Place>();
  /** Whether a part of the expression had to be given up. */
  hasHole = false;

  constructor(source: AuthorText) {
    this.#source = source;
  }

  place(node: Expression): Place {
    return this.#places.get(node)!;
  }

  slice(node: Expression): string {
    return this.#source.slice(this.place(node));
  }

  /** A hole for what recovery gave up, over the whole text because its extent is unknown. */
  whole(node: Expression | undefined): Expression {
    return node ?? this.#make({ kind: 'hole' }, { start: 0, end: this.#source.scalar.text.length });
  }

  number(token: IToken, unit: IToken | undefined): Expression {
    const place = { start: token.startOffset, end: endOf(unit ?? token) };
    const value = readNumber(token, this.#source);
    if (value === undefined) return this.#make({ kind: 'hole' }, place);
    return this.#make({ kind: 'number', value, unit: unit && this.#word(unit) }, place);
  }

  text(token: IToken): Expression {
    return this.#make({ kind: 'text', value: readText(token, this.#source) }, stretch(token));
  }

  truth(token: IToken): Expression {
    return this.#make({ kind: 'truth', value: token.image.toLowerCase() === 'true' }, stretch(token));
  }

  name(token: IToken): Expression {
    if (token.isInsertedInRecovery) return this.whole(undefined);
    return this.#make({ kind: 'name', name: token.image }, stretch(token));
  }

  broken(token: IToken): Expression {
    return this.#make({ kind: 'hole' }, stretch(token));
  }

  parenthesised(open: IToken, inner: Expression | undefined, close: IToken): Expression {
    const node = this.whole(inner);
    const end = Math.max(this.place(node).end, endOf(close));
    this.#places.set(node, { start: open.startOffset, end, parenthesised: true });
    return node;
  }

  list(open: IToken, items: readonly (Expression | undefined)[], close: IToken): Expression {
    const nodes = items.map((item) => this.whole(item));
    const ends = nodes.map((node) => this.place(node).end);
    return this.#make(
      { kind: 'list', items: nodes },
      { start: open.startOffset, end: Math.max(endOf(open), ...ends, endOf(close)) },
    );
  }

  member(of: Expression | undefined, name: IToken): Expression {
    const whole = this.whole(of);
    if (whole.kind === 'hole' || name.isInsertedInRecovery) return whole;
    const nameSpan = this.#source.span(stretch(name));
    return this.#make(
      { kind: 'member', of: whole, name: name.image, nameSpan },
      { start: this.place(whole).start, end: endOf(name) },
    );
  }

  call(of: Expression | undefined, parts: readonly ArgumentPart[] | undefined, close: IToken): Expression {
    const callee = this.whole(of);
    if (callee.kind === 'hole') return callee;
    const { start, end } = this.place(callee);
    const place = { start, end: Math.max(end, endOf(close)) };
    if (callee.kind !== 'name' && callee.kind !== 'member') {
      this.#source.report(codes.notCallable, { start, end }, { text: this.slice(callee) });
      return this.#make({ kind: 'hole' }, place);
    }
    if (!parts || close.isInsertedInRecovery) return this.#make({ kind: 'hole' }, place);
    const given = this.#inOrder(parts).map((part) => this.#argument(part));
    return this.#make({ kind: 'call', callee, arguments: given }, place);
  }

  select(of: Expression | undefined, parts: readonly ChoicePart[] | undefined, close: IToken): Expression {
    const whole = this.whole(of);
    if (whole.kind === 'hole') return whole;
    const { start, end } = this.place(whole);
    const place = { start, end: Math.max(end, endOf(close)) };
    if (!parts || close.isInsertedInRecovery) return this.#make({ kind: 'hole' }, place);
    if (parts.length === 0 || parts.some((part) => !part.axis && part.value)) {
      const text = this.#source.slice({ start: end, end: close.startOffset }).replace(/^\s*\[/, '');
      this.#source.report(codes.selectionNeedsAxis, place, { of: this.slice(whole), text: text.trim() });
      return this.#make({ kind: 'hole' }, place);
    }
    return this.#make(
      { kind: 'select', of: whole, where: parts.flatMap((part) => this.#choice(part)) },
      place,
    );
  }

  range(from: Expression | undefined, to: Expression | undefined): Expression {
    return this.#join(from, to, (from, to) => ({ kind: 'range', from, to }));
  }

  within(
    left: Expression | undefined,
    tolerance: Expression | undefined,
    right: Expression | undefined,
  ): Expression {
    const middle = this.whole(tolerance);
    return this.#join(left, right, (left, right) => ({ kind: 'within', left, tolerance: middle, right }));
  }

  binary(token: IToken, left: Expression | undefined, right: Expression | undefined): Expression {
    const operator = this.#operator(token);
    const operatorSpan = this.#source.span(stretch(token));
    return this.#join(left, right, (left, right) => ({
      kind: 'binary',
      operator,
      operatorSpan,
      left,
      right,
    }));
  }

  unary(operator: UnaryOperator, token: IToken, operand: Expression | undefined): Expression {
    const inner = this.whole(operand);
    const place = { start: token.startOffset, end: Math.max(endOf(token), this.place(inner).end) };
    const node = this.#make({ kind: 'unary', operator, operand: inner }, place);
    checkMisread(node, this, this.#source);
    return node;
  }

  conditional(
    start: IToken,
    condition: Expression | undefined,
    then: Expression | undefined,
    otherwise: Expression | undefined,
  ): Expression {
    const last = this.whole(otherwise);
    return this.#make(
      // biome-ignore lint/suspicious/noThenProperty: the tree has the language's own words
      { kind: 'if', condition: this.whole(condition), then: this.whole(then), otherwise: last },
      { start: start.startOffset, end: this.place(last).end },
    );
  }

  #join(
    left: Expression | undefined,
    right: Expression | undefined,
    make: (left: Expression, right: Expression) => Bare,
  ): Expression {
    const [first, last] = [this.whole(left), this.whole(right)];
    const start = Math.min(this.place(first).start, this.place(last).start);
    const node = this.#make(make(first, last), {
      start,
      end: Math.max(this.place(first).end, this.place(last).end),
    });
    checkMisread(node, this, this.#source);
    return node;
  }

  /** The operator in our spelling; one spelled otherwise has been reported with the tokens. */
  #operator(token: IToken): BinaryOperator {
    if (tokenMatcher(token, t.Assign)) {
      this.#source.report(codes.assignInComparison, stretch(token), {}, [{ ...stretch(token), text: '==' }]);
      return '==';
    }
    return (t.foreign.get(token.tokenType)?.meant ?? token.image) as BinaryOperator;
  }

  /** The arguments without one that stands after named ones but has no name, which is reported. */
  #inOrder(parts: readonly ArgumentPart[]): readonly ArgumentPart[] {
    const named = parts.findIndex((part) => part.name);
    const late = parts.find((part, index) => named >= 0 && index > named && !part.name && part.value);
    if (!late?.value) return parts;
    const { value } = late;
    const equal =
      value.kind === 'binary' && value.operator === '==' && value.left.kind === 'name' ? value : undefined;
    const place = this.place(value);
    const meant = equal && `${this.slice(equal.left)} = ${this.slice(equal.right)}`;
    const decimal = this.#decimalComma(place);
    const data = { text: this.slice(value), named: parts[named].name!.image, meant, decimal };
    const fix = equal && [
      { start: this.place(equal.left).end, end: this.place(equal.right).start, text: ' = ' },
    ];
    this.#source.report(codes.positionalAfterNamed, place, data, fix);
    return parts.filter((part) => part !== late);
  }

  /** `0,2` where `0.2` is meant: digits on both sides of a comma, without a space. */
  #decimalComma({ start, end }: Stretch): string | undefined {
    const { text } = this.#source.scalar;
    const whole = /(\d+),$/.exec(text.slice(0, start))?.[1];
    return whole && /^\d+$/.test(text.slice(start, end)) ? `${whole}.${text.slice(start, end)}` : undefined;
  }

  #argument({ name, value }: ArgumentPart): Argument {
    const node = this.whole(value);
    const { start, end } = this.place(node);
    const span = this.#source.span({ start: name?.startOffset ?? start, end });
    return { name: name && this.#word(name), value: node, span };
  }

  #choice({ axis, value }: ChoicePart): Choice[] {
    if (!axis) return [];
    const node = this.whole(value);
    if (tokenMatcher(axis.sign, t.Equal)) {
      const place = stretch(axis.sign);
      this.#source.report(codes.compareInName, place, { name: axis.name.image }, [{ ...place, text: '=' }]);
    }
    const span = this.#source.span({ start: axis.name.startOffset, end: this.place(node).end });
    return [{ axis: this.#word(axis.name), value: node, span }];
  }

  #word(token: IToken) {
    return { name: token.image, span: this.#source.span(stretch(token)) };
  }

  #make(node: Bare, { start, end }: Stretch): Expression {
    if (node.kind === 'hole') this.hasHole = true;
    const made = { ...node, span: this.#source.span({ start, end }) } as Expression;
    this.#places.set(made, { start, end, parenthesised: false });
    return made;
  }
}
