import type { Span } from '../source/span.ts';

/** The tree of one expression. Every node's span lies in the file that holds the expression. */
export type Expression =
  | NumberLiteral
  | TextLiteral
  | TruthLiteral
  | Name
  | Member
  | Call
  | Select
  | List
  | Range
  | Unary
  | Binary
  | Within
  | If
  | Hole;

interface Node<K extends string> {
  readonly kind: K;
  readonly span: Span;
}

/** `3`, `.5`, `1e-4`, `1_000`, `30%`, `140deg`, `20 steps`. `value` is the number before the unit. */
export interface NumberLiteral extends Node<'number'> {
  readonly value: number;
  readonly unit?: { readonly name: string; readonly span: Span };
}
export interface TextLiteral extends Node<'text'> {
  readonly value: string;
}
export interface TruthLiteral extends Node<'truth'> {
  readonly value: boolean;
}
export interface Name extends Node<'name'> {
  readonly name: string;
}
/** `images.train` */
export interface Member extends Node<'member'> {
  readonly of: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}
/** `dense(64, bias = none)`; the callee is a name or a member (`cells.regions_after(layer = 1)`). */
export interface Call extends Node<'call'> {
  readonly callee: Name | Member;
  readonly arguments: readonly Argument[];
}
export interface Argument {
  readonly name?: { readonly name: string; readonly span: Span };
  readonly value: Expression;
  readonly span: Span;
}
/** `x[norm = batch, rate = 1e-3]` */
export interface Select extends Node<'select'> {
  readonly of: Expression;
  readonly where: readonly Choice[];
}
export interface Choice {
  readonly axis: { readonly name: string; readonly span: Span };
  readonly value: Expression;
  readonly span: Span;
}
export interface List extends Node<'list'> {
  readonly items: readonly Expression[];
}
/** `1..10`: whole numbers, both ends included. */
export interface Range extends Node<'range'> {
  readonly from: Expression;
  readonly to: Expression;
}
export type UnaryOperator = '-' | 'not';
export interface Unary extends Node<'unary'> {
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}
export type Arithmetic = '+' | '-' | '*' | '/' | '**';
export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type BinaryOperator = Arithmetic | Comparison | 'and' | 'or';
export interface Binary extends Node<'binary'> {
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}
/** `left within tolerance of right` */
export interface Within extends Node<'within'> {
  readonly left: Expression;
  readonly tolerance: Expression;
  readonly right: Expression;
}
/** `if condition then a else b` */
export interface If extends Node<'if'> {
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}
/** Stands where something was wrong that has been reported already; whatever touches it stays silent. */
export interface Hole extends Node<'hole'> {}
