import {
  EmbeddedActionsParser,
  type IParserErrorMessageProvider,
  type IRecognitionException,
  type IToken,
  type TokenType,
  tokenLabel,
} from 'chevrotain';
import type { ArgumentPart, Builder, ChoicePart } from './build.ts';
import * as t from './tokens.ts';
import type { Expression } from './tree.ts';

/** Each message is only what was expected; `explain.ts` makes the sentence. */
const expected: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: (error) => tokenLabel(error.expected),
  buildNotAllInputParsedMessage: () => 'an operator or the end of the expression',
  buildNoViableAltMessage: () => 'a value',
  buildEarlyExitMessage: () => 'a value',
};

type Maybe = Expression | undefined;

const hole = { recoveryValueFunc: (): Maybe => undefined };

/**
 * The grammar, loosest binding first:
 * `if` · `or` · `and` · `not` · comparison, `within … of` · `..` · `+ -` · `* /` · sign · `**` · `. () []`.
 * A rule that had to be given up answers `undefined`; the builder turns that into a hole.
 */
class Grammar extends EmbeddedActionsParser {
  build!: Builder;

  constructor() {
    super(t.vocabulary, { recoveryEnabled: true, maxLookahead: 2, errorMessageProvider: expected });
    this.performSelfAnalysis();
  }

  expression = this.RULE(
    'expression',
    (): Maybe =>
      this.OR([{ ALT: () => this.SUBRULE(this.conditional) }, { ALT: () => this.SUBRULE(this.disjunction) }]),
    hole,
  );

  private conditional = this.RULE(
    'conditional',
    (): Maybe => {
      const start = this.CONSUME(t.If);
      const condition = this.SUBRULE(this.expression);
      this.CONSUME(t.Then);
      const then = this.SUBRULE1(this.expression);
      this.CONSUME(t.Else);
      const otherwise = this.SUBRULE2(this.expression);
      return this.ACTION(() => this.build.conditional(start, condition, then, otherwise));
    },
    hole,
  );

  private disjunction = this.RULE(
    'disjunction',
    () => {
      let left = this.SUBRULE(this.conjunction);
      this.MANY(() => {
        const operator = this.CONSUME(t.Or);
        const right = this.SUBRULE1(this.conjunction);
        left = this.ACTION(() => this.build.binary(operator, left, right));
      });
      return left;
    },
    hole,
  );

  private conjunction = this.RULE(
    'conjunction',
    () => {
      let left = this.SUBRULE(this.negation);
      this.MANY(() => {
        const operator = this.CONSUME(t.And);
        const right = this.SUBRULE1(this.negation);
        left = this.ACTION(() => this.build.binary(operator, left, right));
      });
      return left;
    },
    hole,
  );

  private negation = this.RULE(
    'negation',
    (): Maybe =>
      this.OR([
        {
          ALT: () => {
            const operator = this.CONSUME(t.Not);
            const operand = this.SUBRULE(this.negation);
            return this.ACTION(() => this.build.unary('not', operator, operand));
          },
        },
        { ALT: () => this.SUBRULE(this.comparison) },
      ]),
    hole,
  );

  private comparison = this.RULE(
    'comparison',
    () => {
      let left = this.SUBRULE(this.range);
      this.MANY(() => {
        left = this.OR([
          {
            ALT: () => {
              this.CONSUME(t.Within);
              const tolerance = this.SUBRULE1(this.range);
              this.CONSUME(t.Of);
              const right = this.SUBRULE2(this.range);
              return this.ACTION(() => this.build.within(left, tolerance, right));
            },
          },
          {
            ALT: () => {
              const operator = this.SUBRULE(this.comparisonSign);
              const right = this.SUBRULE3(this.range);
              return this.ACTION(() => this.build.binary(operator, left, right));
            },
          },
        ]);
      });
      return left;
    },
    hole,
  );

  /** `=` is read as a comparison so that it can be reported as one. */
  private comparisonSign = this.RULE('comparisonSign', () =>
    this.OR([{ ALT: () => this.CONSUME(t.Comparison) }, { ALT: () => this.CONSUME(t.Assign) }]),
  );

  private range = this.RULE(
    'range',
    () => {
      let left = this.SUBRULE(this.sum);
      this.OPTION(() => {
        this.CONSUME(t.DotDot);
        const right = this.SUBRULE1(this.sum);
        left = this.ACTION(() => this.build.range(left, right));
      });
      return left;
    },
    hole,
  );

  private sum = this.RULE(
    'sum',
    () => {
      let left = this.SUBRULE(this.product);
      this.MANY(() => {
        const operator = this.CONSUME(t.Additive);
        const right = this.SUBRULE1(this.product);
        left = this.ACTION(() => this.build.binary(operator, left, right));
      });
      return left;
    },
    hole,
  );

  private product = this.RULE(
    'product',
    () => {
      let left = this.SUBRULE(this.signed);
      this.MANY(() => {
        const operator = this.CONSUME(t.Multiplicative);
        const right = this.SUBRULE1(this.signed);
        left = this.ACTION(() => this.build.binary(operator, left, right));
      });
      return left;
    },
    hole,
  );

  private signed = this.RULE(
    'signed',
    (): Maybe =>
      this.OR([
        {
          ALT: () => {
            const operator = this.CONSUME(t.Minus);
            const operand = this.SUBRULE(this.signed);
            return this.ACTION(() => this.build.unary('-', operator, operand));
          },
        },
        { ALT: () => this.SUBRULE(this.power) },
      ]),
    hole,
  );

  private power = this.RULE(
    'power',
    () => {
      let left = this.SUBRULE(this.postfix);
      this.OPTION(() => {
        const operator = this.CONSUME(t.Power);
        const right = this.SUBRULE1(this.signed);
        left = this.ACTION(() => this.build.binary(operator, left, right));
      });
      return left;
    },
    hole,
  );

  private postfix = this.RULE(
    'postfix',
    () => {
      let whole = this.SUBRULE(this.primary);
      this.MANY(() => {
        whole = this.OR([
          {
            ALT: () => {
              this.CONSUME(t.Dot);
              const name = this.CONSUME(t.Identifier);
              return this.ACTION(() => this.build.member(whole, name));
            },
          },
          {
            ALT: () => {
              this.CONSUME(t.LeftParen);
              const parts = this.SUBRULE(this.callArguments);
              const close = this.CONSUME(t.RightParen);
              return this.ACTION(() => this.build.call(whole, parts, close));
            },
          },
          {
            ALT: () => {
              this.CONSUME(t.LeftBracket);
              const parts = this.SUBRULE(this.choices);
              const close = this.CONSUME(t.RightBracket);
              return this.ACTION(() => this.build.select(whole, parts, close));
            },
          },
        ]);
      });
      return whole;
    },
    hole,
  );

  private callArguments = this.RULE(
    'callArguments',
    (): ArgumentPart[] | undefined => {
      const parts: ArgumentPart[] = [];
      this.MANY_SEP({ SEP: t.Comma, DEF: () => parts.push(this.SUBRULE(this.argument)) });
      return parts;
    },
    { recoveryValueFunc: () => undefined },
  );

  private argument = this.RULE(
    'argument',
    (): ArgumentPart => {
      const name = this.OPTION({
        GATE: () => this.LA(2).tokenType === t.Assign,
        DEF: () => {
          const token = this.CONSUME(t.Identifier);
          this.CONSUME(t.Assign);
          return token;
        },
      });
      return { name, value: this.SUBRULE(this.expression) };
    },
    { recoveryValueFunc: () => ({ value: undefined }) },
  );

  private choices = this.RULE(
    'choices',
    (): ChoicePart[] | undefined => {
      const parts: ChoicePart[] = [];
      this.MANY_SEP({ SEP: t.Comma, DEF: () => parts.push(this.SUBRULE(this.choice)) });
      return parts;
    },
    { recoveryValueFunc: () => undefined },
  );

  private choice = this.RULE(
    'choice',
    (): ChoicePart => {
      const axis = this.OPTION({
        GATE: () => [t.Assign, t.Equal].includes(this.LA(2).tokenType),
        DEF: () => {
          const name = this.CONSUME(t.Identifier);
          const sign = this.SUBRULE(this.comparisonSign);
          return { name, sign };
        },
      });
      return { axis, value: this.SUBRULE(this.expression) };
    },
    { recoveryValueFunc: () => ({ value: undefined }) },
  );

  private primary = this.RULE(
    'primary',
    (): Maybe =>
      this.OR([
        { ALT: () => this.SUBRULE(this.quantity) },
        { ALT: () => this.one(t.Text, (token) => this.build.text(token)) },
        { ALT: () => this.one(t.Truth, (token) => this.build.truth(token)) },
        { ALT: () => this.one(t.Identifier, (token) => this.build.name(token)) },
        { ALT: () => this.one(t.Broken, (token) => this.build.broken(token)) },
        { ALT: () => this.SUBRULE(this.parenthesised) },
        { ALT: () => this.SUBRULE(this.list) },
      ]),
    hole,
  );

  private quantity = this.RULE(
    'quantity',
    (): Maybe => {
      const number = this.CONSUME(t.Numeral);
      const unit = this.OPTION(() =>
        this.OR([{ ALT: () => this.CONSUME(t.Percent) }, { ALT: () => this.CONSUME(t.Identifier) }]),
      );
      return this.ACTION(() => this.build.number(number, unit));
    },
    hole,
  );

  private parenthesised = this.RULE(
    'parenthesised',
    (): Maybe => {
      const open = this.CONSUME(t.LeftParen);
      const inner = this.SUBRULE(this.expression);
      const close = this.CONSUME(t.RightParen);
      return this.ACTION(() => this.build.parenthesised(open, inner, close));
    },
    hole,
  );

  private list = this.RULE(
    'list',
    (): Maybe => {
      const open = this.CONSUME(t.LeftBracket);
      const items: Maybe[] = [];
      this.MANY_SEP({ SEP: t.Comma, DEF: () => items.push(this.SUBRULE(this.expression)) });
      const close = this.CONSUME(t.RightBracket);
      return this.ACTION(() => this.build.list(open, items, close));
    },
    hole,
  );

  private one(type: TokenType, make: (token: IToken) => Expression): Expression {
    const token = this.CONSUME(type);
    return this.ACTION(() => make(token));
  }
}

const grammar = new Grammar();

/**
 * Parses the tokens of one expression; `build` makes the nodes.
 * @returns the tree, `undefined` where no part of it could be saved, and the first error
 */
export function parseTokens(
  tokens: IToken[],
  build: Builder,
): { tree: Maybe; error: IRecognitionException | undefined } {
  grammar.input = tokens;
  grammar.build = build;
  const tree = grammar.expression();
  return { tree, error: grammar.errors[0] };
}
