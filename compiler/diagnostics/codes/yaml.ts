import { entry } from '../entry.ts';

const blockOrQuote = 'Put the value on a line of its own in block style, or in quotes';

export const fileTooLarge = entry<{ limit: number }>({
  code: 'CR0101',
  severity: 'error',
  title: 'file too large',
  message: ({ limit }) => `the file is longer than ${limit.toLocaleString('en')} characters`,
  help: () => 'move data into a file of its own and name that file in the `data` section',
  why: 'An experiment is meant to be read; a bound also keeps the editor quick.',
});

export const badCharacter = entry<{ name: string }>({
  code: 'CR0102',
  severity: 'error',
  title: 'invisible character',
  message: ({ name }) => `the file contains ${name}, which can't be seen in an editor`,
  help: () => 'delete it, or write it as an escape in a double-quoted text, such as "\\u00a0"',
  why: 'Text that looks the same should mean the same; YAML forbids control characters for that reason.',
});

export const nestedTooDeeply = entry<{ limit: number }>({
  code: 'CR0103',
  severity: 'error',
  title: 'nested too deeply',
  message: ({ limit }) => `maps and lists stand inside each other more than ${limit} levels deep`,
  help: () => 'check for brackets or indentation that repeat by accident',
  why: 'A bound keeps a damaged file from exhausting the memory.',
});

export const emptyFile = entry<Record<never, never>>({
  code: 'CR0104',
  severity: 'error',
  title: 'empty file',
  message: () => 'the file holds no experiment',
  help: () => 'begin with `crease: 1` and a `title:`',
  why: 'An experiment needs at least its version and its title.',
});

export const duplicateKey = entry<{ key: string }>({
  code: 'CR0105',
  severity: 'error',
  title: 'duplicate key',
  message: ({ key }) => `the key \`${key}\` stands twice in the same map`,
  help: () => 'remove or rename one of the two',
  why: 'Most YAML readers silently keep only one of the two values, so half of what was written is lost.',
});

export const mergeKey = entry<Record<never, never>>({
  code: 'CR0106',
  severity: 'error',
  title: 'merge key',
  message: () => 'the merge key `<<` is not part of YAML 1.2, nor of this language',
  help: () => 'write the merged entries out, or vary them with `axes` or `profiles`',
  why: 'What a file says should be visible where it says it.',
});

export const anchorOrAlias = entry<{ text: string }>({
  code: 'CR0107',
  severity: 'error',
  title: 'anchor or alias',
  message: ({ text }) =>
    `\`${text}\` is a YAML ${text.startsWith('&') ? 'anchor' : 'alias'}, which experiments do not use`,
  help: ({ text }) =>
    text.startsWith('&')
      ? 'remove it; values are shared by naming them'
      : 'write the value out, or refer to it by its name',
  why: 'The language has names of its own, which are checked and which an editor can follow.',
});

export const tag = entry<{ text: string }>({
  code: 'CR0108',
  severity: 'error',
  title: 'tag',
  message: ({ text }) => `\`${text}\` is read as a YAML tag, which experiments do not use`,
  help: () => 'remove it; to negate a condition, write `not`',
  why: 'The field that a value stands in says what kind of value it is; nothing in the value changes that.',
});

export const severalDocuments = entry<Record<never, never>>({
  code: 'CR0109',
  severity: 'error',
  title: 'several documents',
  message: () => 'A second YAML document begins here',
  help: () => 'keep one experiment per file, and remove the line `---` or `...`',
  why: 'A file is one experiment, so that its name can stand for it.',
});

export const directive = entry<{ text: string }>({
  code: 'CR0110',
  severity: 'error',
  title: 'YAML directive',
  message: ({ text }) => `the directive \`${text}\` has no use in an experiment`,
  help: () => 'remove the line; files are read as YAML 1.2',
  why: 'A directive changes how the rest of a file is read, which no reader of the file expects.',
});

export const tabIndent = entry<Record<never, never>>({
  code: 'CR0111',
  severity: 'error',
  title: 'tab as indentation',
  message: () => 'the line is indented with a tab',
  help: () => 'indent with two spaces a level',
  why: 'YAML forbids tabs, because their width depends on the editor.',
});

export const badIndent = entry<Record<never, never>>({
  code: 'CR0112',
  severity: 'error',
  title: 'uneven indentation',
  message: () => 'this line is indented neither like its neighbours nor like a level above them',
  help: () => 'give all keys of a map, and all items of a list, the same number of spaces',
  why: 'Indentation decides what belongs to what.',
});

export const missingColon = entry<{ text: string }>({
  code: 'CR0113',
  severity: 'error',
  title: 'key without a colon',
  message: ({ text }) =>
    text.includes(':')
      ? `\`${text}\` has no space after its colon, so YAML takes it for one word`
      : `\`${text}\` stands where a key is expected, but no colon follows`,
  help: ({ text }) => {
    const colon = text.indexOf(':');
    if (colon >= 0) return `write \`${text.slice(0, colon)}: ${text.slice(colon + 1)}\``;
    return `write \`${/\s/.test(text) ? text.replace(/\s+/, ': ') : `${text}: …`}\``;
  },
  why: 'A colon and a space part a key from its value.',
});

export const colonSplits = entry<{ text: string; corrected: string; ternary: boolean; call: boolean }>({
  code: 'CR0114',
  severity: 'error',
  title: 'colon inside a value',
  message: () =>
    'the value contains a colon followed by a space, where YAML splits it into a key and a value',
  help: ({ corrected, ternary, call }) => {
    if (ternary) return 'A choice is written `if condition then a else b`';
    return call
      ? `name arguments with \`=\`: write \`${corrected}\``
      : `put the value in quotes: ${corrected}`;
  },
  why: 'YAML owns the colon; this is also why the language has no `?:`.',
});

export const unclosedQuote = entry<{ quote: string }>({
  code: 'CR0115',
  severity: 'error',
  title: 'quote never closed',
  message: ({ quote }) => `the quote ${quote} that begins here is never closed`,
  help: ({ quote }) => `add ${quote} at the end of the text`,
  why: 'A value that begins with a quote ends at the matching one.',
});

export const unclosedCollection = entry<{ opener: string; closer: string }>({
  code: 'CR0116',
  severity: 'error',
  title: 'YAML bracket never closed',
  message: ({ opener, closer }) => `the \`${opener}\` that begins here is not closed by a \`${closer}\``,
  help: ({ closer }) => `add \`${closer}\`, and indent lines in between further than the key`,
  why: 'A value that begins with a bracket is a YAML collection and ends at the matching bracket.',
});

export const badEscape = entry<{ text: string }>({
  code: 'CR0117',
  severity: 'error',
  title: 'unknown escape',
  message: ({ text }) => `\`${text}\` is not an escape that YAML knows`,
  help: () => 'write `\\\\` for a backslash, or use single quotes, in which a backslash is just a character',
  why: 'Inside double quotes a backslash begins an escape.',
});

const sign = (character: string) => (character === '`' ? 'a backtick' : `\`${character}\``);

export const badStart = entry<{ character: string; corrected: string }>({
  code: 'CR0118',
  severity: 'error',
  title: 'character that YAML reserves',
  message: ({ character }) => `A value can't begin with ${sign(character)}, which YAML keeps for itself`,
  help: ({ corrected }) => `remove it, or put the value in quotes where it is a text: ${corrected}`,
  why: 'YAML gives some characters a meaning of their own at the start of a value.',
});

export const textAfterValue = entry<{ opener: string; rest: string; corrected: string }>({
  code: 'CR0119',
  severity: 'error',
  title: 'text after a quoted value or a list',
  message: ({ opener, rest }) =>
    `the value begins with \`${opener}\`, so YAML ends it at the matching one and \`${rest}\` is left over`,
  help: ({ corrected }) => `put the whole value in quotes: ${corrected}`,
  why: 'A quote or bracket at the very start of a value belongs to YAML; later ones belong to the expression.',
});

export const cutByComma = entry<{ text: string; corrected: string }>({
  code: 'CR0120',
  severity: 'error',
  title: 'call cut in two by a comma',
  message: ({ text }) =>
    `inside { } and [ ] YAML ends a value at each comma, so \`${text}\` is cut in pieces`,
  help: ({ corrected }) => `${blockOrQuote}: ${corrected}`,
  why: 'In a flow collection the commas belong to YAML, those between parentheses too.',
});

export const bracketInFlow = entry<{ bracket: string }>({
  code: 'CR0121',
  severity: 'error',
  title: 'bracket inside a flow collection',
  message: ({ bracket }) => `inside { } and [ ] YAML ends the value before it at \`${bracket}\``,
  help: () => blockOrQuote,
  why: 'In a flow collection brackets belong to YAML, so a selection such as `x[norm = batch]` falls apart.',
});

export const cutByComment = entry<{ rest: string }>({
  code: 'CR0122',
  severity: 'error',
  title: 'expression cut short by a comment',
  message: ({ rest }) => `A space and \`#\` begin a comment, so the expression ends before \`${rest}\``,
  help: () => 'finish the expression before the comment, or put it in quotes if the `#` belongs to it',
  why: 'YAML takes ` #` for the start of a comment wherever a value is not quoted.',
});

export const blockHeader = entry<{ indicator: string; corrected: string }>({
  code: 'CR0123',
  severity: 'error',
  title: 'text after `>` or `|`',
  message: ({ indicator }) =>
    `A value that begins with \`${indicator}\` is a YAML block, whose text begins on the next line`,
  help: ({ corrected }) => `move the text to the next line, or put it in quotes: ${corrected}`,
  why: '`>` and `|` at the start of a value announce a block of lines.',
});

export const listOnKeyLine = entry<Record<never, never>>({
  code: 'CR0124',
  severity: 'error',
  title: 'list item on the line of its key',
  message: () => "A list item can't begin on the line of its key",
  help: () => 'begin the list on the next line; for a negative number leave out the space after `-`',
  why: 'A dash and a space begin a list item, which needs a line of its own.',
});

export const itemAmongKeys = entry<Record<never, never>>({
  code: 'CR0125',
  severity: 'error',
  title: 'lists and keys mixed',
  message: () => 'keys and list items stand on the same level',
  help: () => 'indent one of them so that it belongs to the other, or write all as keys or all as items',
  why: 'A level is either a map of keys or a list of items.',
});

export const emptyItem = entry<Record<never, never>>({
  code: 'CR0126',
  severity: 'error',
  title: 'empty list item',
  message: () => 'nothing stands in this list item',
  help: () => 'write its value, or remove it',
  why: 'An empty item is nearly always a value that got lost.',
});

export const keyNotText = entry<Record<never, never>>({
  code: 'CR0127',
  severity: 'error',
  title: 'key that is not a word',
  message: () => 'A key must be a word or a short text on one line',
  help: () => 'put the list or map on the right of the colon',
  why: 'Keys name things.',
});

export const commaInFlow = entry<Record<never, never>>({
  code: 'CR0128',
  severity: 'error',
  title: 'comma too many or too few',
  message: () => 'the items of this collection are not parted by exactly one comma',
  help: () => 'write one comma between two items',
  why: 'An extra comma would be an empty item; a missing one would glue two together.',
});

export const commentTooClose = entry<Record<never, never>>({
  code: 'CR0129',
  severity: 'error',
  title: 'comment without a space',
  message: () => 'A comment needs a space before its `#`',
  help: () => 'add a space, or put the value in quotes if the `#` belongs to it',
  why: 'Without the space `#` would be a character of the value.',
});

export const unexpected = entry<{ text: string }>({
  code: 'CR0130',
  severity: 'error',
  title: 'not YAML',
  message: ({ text }) =>
    text === '' ? 'the YAML ends too early here' : `YAML has no place for \`${text}\` here`,
  help: () => 'compare the brackets, quotes and indentation of this line and of the one before',
  why: 'The file must be YAML before it can be an experiment.',
});
