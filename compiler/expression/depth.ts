import type { IToken } from 'chevrotain';
import { expressionTooDeep } from '../diagnostics/codes/expression.ts';
import { limits } from '../source/limits.ts';
import type { AuthorText } from './author-text.ts';
import { stretch } from './stretch.ts';
import { closes, endsValue, is, opens } from './token-kinds.ts';
import * as t from './tokens.ts';

/** Reports an expression whose tree would be too deep to walk safely. */
export function tooDeep(tokens: readonly IToken[], source: AuthorText): boolean {
  const levels = [{ operators: 0, prefixes: 0 }];
  const sum = { operators: 0, prefixes: 0 };
  for (const [index, token] of tokens.entries()) {
    const level = levels[levels.length - 1];
    const isPrefix = prefixes(token, tokens[index - 1]);
    if (closes(token) || is(token, t.Comma)) {
      sum.operators -= level.operators;
      sum.prefixes -= level.prefixes;
      Object.assign(level, { operators: 0, prefixes: 0 });
      if (closes(token) && levels.length > 1) levels.pop();
    } else if (isPrefix) {
      level.prefixes++;
      sum.prefixes++;
    } else if (chains(token)) {
      level.operators++;
      sum.operators++;
    }
    if (opens(token)) levels.push({ operators: 0, prefixes: 0 });
    const of = levels.length - 1 + sum.prefixes > limits.nesting ? 'brackets' : 'operators';
    if (of === 'operators' && sum.operators <= limits.operators) continue;
    const limit = of === 'brackets' ? limits.nesting : limits.operators;
    source.report(expressionTooDeep, stretch(token), { limit, of });
    return true;
  }
  return false;
}

/** Operators that nest to the right: each one deepens the parser's recursion. */
function prefixes(token: IToken, before: IToken | undefined): boolean {
  if (is(token, t.Not, t.If, t.Power)) return true;
  return is(token, t.Minus) && (!before || opens(before) || !endsValue(before));
}

/** Tokens that lengthen a chain to the left. */
function chains(token: IToken): boolean {
  return (
    is(token, t.Additive, t.Multiplicative, t.And, t.Or, t.Comparison, t.Assign, t.Within, t.Dot) ||
    opens(token)
  );
}
