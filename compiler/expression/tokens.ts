import { createToken, Lexer, type TokenType } from 'chevrotain';

const category = (name: string, label: string) => createToken({ name, label, pattern: Lexer.NA });

export const Identifier = createToken({ name: 'Identifier', label: 'a name', pattern: /[A-Za-z_]\w*/ });

export const And = category('And', '`and`');
export const Or = category('Or', '`or`');
export const Not = category('Not', '`not`');
export const Truth = category('Truth', '`true` or `false`');
export const Text = category('Text', 'a text');
export const Numeral = category('Numeral', 'a number');
export const Comparison = category('Comparison', 'a comparison');
export const Additive = category('Additive', '`+` or `-`');
export const Multiplicative = category('Multiplicative', '`*` or `/`');
export const Power = category('Power', '`**`');
export const Minus = createToken({ name: 'Minus', label: '`-`', pattern: Lexer.NA, categories: [Additive] });

const all: TokenType[] = [];

function sign(name: string, pattern: string | RegExp, categories: TokenType[] = []): TokenType {
  const token = createToken({
    name,
    pattern,
    categories,
    label: `\`${typeof pattern === 'string' ? pattern : name}\``,
  });
  all.push(token);
  return token;
}

function word(text: string, categories: TokenType[] = []): TokenType {
  const token = createToken({
    name: text,
    label: `\`${text}\``,
    pattern: text,
    categories,
    longer_alt: Identifier,
  });
  all.push(token);
  return token;
}

/** How this language writes what a token of another language, or of a word processor, stands for. */
export const foreign = new Map<TokenType, { readonly meant: string; readonly typographic: boolean }>();

function borrowed(meant: string, pattern: RegExp, category: TokenType, typographic = false): void {
  const token = createToken({
    name: `Borrowed${all.length}`,
    pattern,
    categories: [category],
    label: `\`${meant}\``,
  });
  foreign.set(token, { meant, typographic });
  all.push(token);
}

all.push(
  createToken({ name: 'Blank', pattern: /[ \t\r\n\u00a0]+/, group: Lexer.SKIPPED, line_breaks: true }),
);

/** A digit string that looks like a number and is none: `2.5.1`, `.5.`, `2.`, `1__0`, `0x1f`, `010`, `2024-01-15`. */
export const BadNumber = sign(
  'BadNumber',
  /(?:\d[\d_]*)?\.\d[\d_]*\.(?!\.)[\d._]*|\d[\d_]*\.(?![.\d])|\d[\d_]*_(?![\d])[\d_]*|\d\d*__[\d_]*|0[xXbBoO][\da-fA-F]+|\d{4}-\d\d-\d\d(?!\d)|0\d+(?![\d_.eE])/,
  [Numeral],
);
sign('Number', /(?:\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?/, [Numeral]);

sign('PlainText', /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/, [Text]);
export const UnclosedText = sign('UnclosedText', /"(?:[^"\\]|\\[\s\S])*\\?|'(?:[^'\\]|\\[\s\S])*\\?/, [Text]);
export const CurlyText = sign('CurlyText', /[“”„][^“”"]*[“”"]|[‘’‚][^‘’']*[‘’']/, [Text]);

export const If = word('if');
export const Then = word('then');
export const Else = word('else');
export const Within = word('within');
export const Of = word('of');
word('and', [And]);
word('or', [Or]);
word('not', [Not]);
word('true', [Truth]);
word('false', [Truth]);

const capital = (meant: string, pattern: RegExp, category: TokenType) => borrowed(meant, pattern, category);
capital('true', /(?:True|TRUE)\b/, Truth);
capital('false', /(?:False|FALSE)\b/, Truth);
capital('and', /AND\b|&&?/, And);
capital('or', /OR\b|\|\|?/, Or);
capital('not', /NOT\b/, Not);
all.push(Identifier);

/** `${`, which belongs into a text. */
export const Interpolation = sign('Interpolation', /\$\{\{[^}]*\}{0,2}|\$\{[^}]*\}?/);
export const Question = sign('Question', '?');
export const Colon = sign('Colon', ':');

borrowed('==', /===/, Comparison);
borrowed('!=', /!==|<>|=!=?/, Comparison);
borrowed('<=', /=<(?!=)/, Comparison);
borrowed('>=', /=>/, Comparison);
borrowed('<=', /[≤⩽]/, Comparison, true);
borrowed('>=', /[≥⩾]/, Comparison, true);
borrowed('!=', /≠/, Comparison, true);
borrowed('-', /[−–—‐‑]/, Minus, true);
borrowed('*', /[×·⋅∙∗]/, Multiplicative, true);
borrowed('/', /[÷∕⁄]/, Multiplicative, true);
borrowed('**', /\^/, Power);

sign('**', '**', [Power]);
sign('*', '*', [Multiplicative]);
sign('/', '/', [Multiplicative]);
sign('+', '+', [Additive]);
sign('-', '-', [Minus]);
export const Equal = sign('==', '==', [Comparison]);
sign('!=', '!=', [Comparison]);
sign('<=', '<=', [Comparison]);
sign('>=', '>=', [Comparison]);
sign('<', '<', [Comparison]);
sign('>', '>', [Comparison]);
borrowed('not', /!/, Not);
export const Assign = sign('=', '=');
export const DotDot = sign('..', '..');
export const Dot = sign('.', '.');
export const Comma = sign(',', ',');
export const Percent = sign('%', '%');
export const LeftParen = sign('(', '(');
export const RightParen = sign(')', ')');
export const LeftBracket = sign('[', '[');
export const RightBracket = sign(']', ']');

/** Stands for tokens that have been reported already; never read from text. */
export const Broken = category('Broken', 'a value');

export const vocabulary: TokenType[] = [
  ...[And, Or, Not, Truth, Text, Numeral, Comparison, Additive, Multiplicative, Power, Minus, Broken],
  ...all,
];

export const lexer = new Lexer(vocabulary, { positionTracking: 'onlyOffset' });
