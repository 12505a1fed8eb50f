import { entry } from '../entry.ts';

export const unexpectedToken = entry<{ expected: string; found: string; hint?: string }>({
  code: 'CR0201',
  severity: 'error',
  title: 'unexpected word or sign',
  message: ({ expected, found }) => `expected ${expected}, but found ${found}`,
  help: ({ hint }) => hint,
  why: 'An expression must be complete before it can mean something.',
});

export const emptyExpression = entry<Record<never, never>>({
  code: 'CR0202',
  severity: 'error',
  title: 'empty expression',
  message: () => 'an expression is missing here',
  help: () => 'write a value such as `0.1`, `none` or `dense(64)`',
  why: 'There is no empty value; what is left out on purpose has a name.',
});

export const foreignOperator = entry<{ written: string; meant: string }>({
  code: 'CR0203',
  severity: 'error',
  title: 'spelling of another language',
  message: ({ written, meant }) => `\`${written}\` is written \`${meant}\` here`,
  help: ({ meant }) => `write \`${meant}\``,
  why: 'There is one spelling for each thing, so that every experiment reads the same.',
});

export const typographic = entry<{ written: string; meant: string }>({
  code: 'CR0204',
  severity: 'error',
  title: 'typographic character',
  message: ({ written, meant }) =>
    `the typographic \`${written}\` stands where the plain \`${meant}\` is meant`,
  help: ({ meant }) => `write \`${meant}\`; word processors and web pages replace it when text is copied`,
  why: 'Characters that look alike must not differ in meaning.',
});

export const assignInComparison = entry<Record<never, never>>({
  code: 'CR0205',
  severity: 'error',
  title: 'single `=` in a comparison',
  message: () => 'A single `=` names an argument; it does not compare',
  help: () => 'to compare, write `==`',
  why: 'Naming an argument and asking whether two values are equal are different things.',
});

export const compareInName = entry<{ name: string }>({
  code: 'CR0206',
  severity: 'error',
  title: 'double `=` after a name',
  message: ({ name }) => `\`${name}\` is chosen here, not compared`,
  help: ({ name }) => `write \`${name} = …\``,
  why: 'A selection and a named argument say which value is meant, with a single `=`.',
});

export const needsParentheses = entry<{ written: string; corrected: string; alternative?: string }>({
  code: 'CR0207',
  severity: 'error',
  title: 'operators that need parentheses',
  message: ({ written }) => `\`${written}\` can be read in two ways`,
  help: ({ corrected, alternative }) =>
    `write \`${corrected}\`${alternative ? `, or \`${alternative}\` if that is meant` : ''}`,
  why: 'Readers disagree about what binds first here; parentheses settle it.',
});

export const unclosedBracket = entry<{ opener: string; closer: string }>({
  code: 'CR0208',
  severity: 'error',
  title: 'bracket never closed',
  message: ({ opener, closer }) => `this \`${opener}\` is not closed by a \`${closer}\``,
  help: ({ closer }) => `add the missing \`${closer}\``,
  why: 'Every bracket has a partner.',
});

export const strayCloser = entry<{ closer: string }>({
  code: 'CR0209',
  severity: 'error',
  title: 'closing bracket without an opening one',
  message: ({ closer }) => `nothing is open that this \`${closer}\` could close`,
  help: ({ closer }) => `remove the \`${closer}\`, or add its partner before it`,
  why: 'Every bracket has a partner.',
});

export const unclosedText = entry<{ quote: string }>({
  code: 'CR0210',
  severity: 'error',
  title: 'text never closed',
  message: ({ quote }) => `the text that begins with ${quote} never ends`,
  help: ({ quote }) => `add ${quote} where the text ends`,
  why: 'A text ends at the same quote that it begins with.',
});

export const unknownEscape = entry<{ written: string }>({
  code: 'CR0211',
  severity: 'error',
  title: 'unknown escape in a text',
  message: ({ written }) => `\`${written}\` is not an escape`,
  help: () => 'the escapes are \\" \\\' \\\\ \\n and \\t; a backslash itself is written \\\\',
  why: 'A backslash that silently disappeared would change a text unseen.',
});

export const badNumber = entry<{ written: string; hint: string }>({
  code: 'CR0212',
  severity: 'error',
  title: 'not a number',
  message: ({ written }) => `\`${written}\` is not a number`,
  help: ({ hint }) => hint,
  why: 'Numbers are written 3, 0.5, .5, 1e-4 or 1_000, and nothing else passes for one.',
});

export const missingComma = entry<{ before: string; after: string }>({
  code: 'CR0213',
  severity: 'error',
  title: 'missing comma',
  message: ({ before, after }) => `nothing parts \`${before}\` from \`${after}\``,
  help: () => 'write a comma between two arguments or items, or an operator between two values',
  why: 'Arguments and items are parted by commas.',
});

export const extraComma = entry<Record<never, never>>({
  code: 'CR0214',
  severity: 'error',
  title: 'comma too many',
  message: () => 'A comma stands here with nothing on one of its sides',
  help: () => 'remove the comma',
  why: 'A comma parts two arguments or items; a left-over one is often a value that got lost.',
});

export const positionalAfterNamed = entry<{
  text: string;
  named: string;
  meant?: string;
  decimal?: string;
}>({
  code: 'CR0215',
  severity: 'error',
  title: 'argument without a name after a named one',
  message: ({ text, named }) => `\`${text}\` has no name, but comes after the named argument \`${named}\``,
  help: ({ meant, decimal }) => {
    if (decimal) return `A number has a point, not a comma: \`${decimal}\``;
    return meant ? `write \`${meant}\`` : 'give it a name, or move it before the named ones';
  },
  why: 'A position counts only as long as no name has been used.',
});

export const ternary = entry<{ corrected?: string }>({
  code: 'CR0216',
  severity: 'error',
  title: '`? :` for a choice',
  message: () => 'A choice is not written with `?` and `:`',
  help: ({ corrected }) => `write \`${corrected ?? 'if condition then a else b'}\``,
  why: 'YAML owns the colon, so a choice is written in words.',
});

export const hyphenatedName = entry<{ written: string; name: string; difference: string }>({
  code: 'CR0217',
  severity: 'error',
  title: 'hyphen inside a name',
  message: ({ written }) => `\`${written}\` could be one name or a difference`,
  help: ({ name, difference }) =>
    `for a name write \`${name}\`, for a difference \`${difference}\` with spaces`,
  why: 'Names have no hyphens; a minus between two names needs spaces, so that neither passes for the other.',
});

export const unexpectedCharacter = entry<{ character: string; hint: string }>({
  code: 'CR0218',
  severity: 'error',
  title: 'character without meaning',
  message: ({ character }) => `\`${character}\` has no meaning in an expression`,
  help: ({ hint }) => hint,
  why: 'Names are made of the letters a to z, digits and `_`; everything else is an operator or a mistake.',
});

export const missingOperator = entry<{ before: string; after: string; percent: boolean }>({
  code: 'CR0219',
  severity: 'error',
  title: 'missing operator',
  message: ({ before, after }) =>
    `\`${before}\` and \`${after}\` stand side by side with nothing between them`,
  help: ({ percent }) =>
    percent
      ? '`%` means per cent here; there is no operator for the remainder'
      : 'write the operator that is meant, such as `*`, or put a text in quotes',
  why: 'Two values next to each other have no meaning of their own.',
});

export const selectionNeedsAxis = entry<{ of: string; text: string }>({
  code: 'CR0220',
  severity: 'error',
  title: 'selection without an axis',
  message: ({ of, text }) => `\`${of}[${text}]\` does not say along which axis it selects`,
  help: ({ of, text }) => `write \`${of}[axis = ${text || 'value'}]\``,
  why: 'Results have several axes, and their order carries no meaning.',
});

export const notCallable = entry<{ text: string }>({
  code: 'CR0221',
  severity: 'error',
  title: 'call of something that has no name',
  message: ({ text }) => `\`${text}\` is followed by parentheses, but is not the name of a function`,
  help: () => 'to multiply, write `*` before the parenthesis',
  why: 'Only functions are called, and functions are known by their names.',
});

export const expressionTooLong = entry<{ limit: number }>({
  code: 'CR0222',
  severity: 'error',
  title: 'expression too long',
  message: ({ limit }) => `the expression is longer than ${limit.toLocaleString('en')} characters`,
  help: () => 'split it into parts with names of their own',
  why: 'A bound keeps a damaged file from exhausting the memory.',
});

export const expressionTooDeep = entry<{ limit: number; of: 'brackets' | 'operators' }>({
  code: 'CR0223',
  severity: 'error',
  title: 'expression nested too deeply',
  message: ({ limit, of }) =>
    of === 'brackets'
      ? `brackets and signs stand inside each other more than ${limit} levels deep`
      : `more than ${limit} operators are chained together`,
  help: () => 'split the expression into parts with names of their own',
  why: 'A bound keeps a damaged file from exhausting the memory.',
});

export const interpolationInExpression = entry<Record<never, never>>({
  code: 'CR0224',
  severity: 'error',
  title: 'interpolation in an expression',
  message: () => `\`\${…}\` inserts a value into a text; this field is an expression already`,
  help: () => `write the expression without \`\${\` and \`}\``,
  why: 'Whether a field is a text or an expression is fixed, so a stray character can never change what it means.',
});

export const withinNeedsOf = entry<{ tolerance: string; right: string }>({
  code: 'CR0225',
  severity: 'error',
  title: '`within` without `of`',
  message: ({ right }) => `\`of\` is missing between the tolerance and \`${right}\``,
  help: ({ tolerance, right }) => `write \`within ${tolerance} of ${right}\``,
  why: 'A tolerance may be a longer expression, so a word says where it ends: `left within tolerance of right`.',
});

export const noLoops = entry<{ written: string }>({
  code: 'CR0226',
  severity: 'error',
  title: 'loop in an expression',
  message: ({ written }) => `\`${written}\` begins a loop, but expressions have none`,
  help: () =>
    'write the values out, as in `[0.1, 0.01]`, or take a range: `1..3`, `log_range(1e-3, 1, count = 4)`',
  why: 'Without loops every expression ends, and what an experiment does can be read off its file.',
});
