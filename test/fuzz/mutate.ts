/** Random whole numbers below a bound, the same for the same seed (mulberry32). */
export type Random = (below: number) => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What people and programs put into files by mistake. */
const pieces = [
  ...'()[]{}<>.,:;=+-*/%#&!|@`\'"\\?$_~^',
  ...[
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '\0',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\ud83d',
    '\udca5',
    '😀',
    'é',
    '“',
    '−',
    '×',
  ],
  ...[
    'and',
    'or',
    'not',
    'if',
    'then',
    'else',
    'within',
    'of',
    'true',
    'none',
    'null',
    '${',
    '}',
    '..',
    '**',
    '==',
  ],
  ...['0', '-1', '1e999', '1e-999', '30%', '2 points', '140deg', '1_000', '0x1f', '9007199254740993', '.5.'],
  ...[
    'initial',
    'final',
    'layer',
    'step',
    '__proto__',
    'constructor',
    'toString',
    'x',
    'points',
    'norm',
    'rate',
  ],
  ...[
    'batch_norm()',
    'dense(8)',
    'relu()',
    'median(near, over = sample)',
    '[norm = batch]',
    '.train',
    '- ',
    'a: ',
    '<<: ',
  ],
  ...['|\n', '>\n', '# ', '&a ', '*a ', '!!str ', '---\n', '...\n', '%YAML 1.1\n', '? '],
  ...[
    'repeat: 3',
    'where: rate > 1',
    'let:\n  w: 8\n',
    'networks:\n  a: {layers: [relu()]}\n',
    'block: [relu()]',
  ],
];

const pick = <T>(items: readonly T[], random: Random): T => items[random(items.length)];
const tokens = /\w+|\s+|[^\w\s]/gu;

type Mutation = (text: string, random: Random, other: string) => string;

function replaceLines(change: (lines: string[], random: Random, other: string) => void): Mutation {
  return (text, random, other) => {
    const lines = text.split('\n');
    change(lines, random, other);
    return lines.join('\n');
  };
}

function replaceToken(change: (found: string[], at: number, random: Random) => void): Mutation {
  return (text, random) => {
    const found = text.match(tokens) ?? [''];
    change(found, random(found.length), random);
    return found.join('');
  };
}

const splice = (text: string, at: number, removed: number, added: string) =>
  text.slice(0, at) + added + text.slice(at + removed);

const mutations: readonly Mutation[] = [
  // characters
  (text, random) => splice(text, random(text.length), 1 + random(3), ''),
  (text, random) => splice(text, random(text.length), 0, pick(pieces, random)),
  (text, random) => splice(text, random(text.length), 1, pick(pieces, random)),
  (text, random) => text.slice(0, random(text.length)),
  // tokens
  replaceToken((found, at, random) => void (found[at] = pick(pieces, random))),
  replaceToken((found, at) => void found.splice(at, 1)),
  replaceToken((found, at) => void found.splice(at, 0, found[at])),
  replaceToken((found, at, random) => {
    const other = random(found.length);
    [found[at], found[other]] = [found[other], found[at]];
  }),
  // lines
  replaceLines((lines, random) => void lines.splice(random(lines.length), 1 + random(3))),
  replaceLines((lines, random) => {
    const [from, to] = [random(lines.length), random(lines.length)];
    lines.splice(to, 0, ...lines.slice(from, from + 1 + random(4)));
  }),
  replaceLines((lines, random) => {
    const [a, b] = [random(lines.length), random(lines.length)];
    [lines[a], lines[b]] = [lines[b], lines[a]];
  }),
  replaceLines(
    (lines, random, other) => void lines.splice(random(lines.length), 0, pick(other.split('\n'), random)),
  ),
  // structure: indentation, styles, line ends
  replaceLines((lines, random) => {
    const at = random(lines.length);
    lines[at] = pick(['  ', ' ', '\t', '    '], random) + lines[at];
  }),
  replaceLines((lines, random) => {
    const at = random(lines.length);
    lines[at] = lines[at].replace(/^ {1,2}/, '');
  }),
  replaceLines((lines, random) => {
    const at = random(lines.length);
    lines[at] = lines[at].replace(/: (.+)$/, (_, value) =>
      pick(
        [`: "${value}"`, `: '${value}'`, `: [${value}]`, `: {${value}}`, `: >\n        ${value}`, ':'],
        random,
      ),
    );
  }),
  (text) => text.replaceAll('\n', '\r\n'),
];

/** `text` with one thing done to it, or a few, each further one half as often; `other` is where foreign lines come from. */
export function mutate(text: string, other: string, random: Random): string {
  let mutated = text;
  do mutated = pick(mutations, random)(mutated, random, other);
  while (random(2) === 0);
  return mutated;
}
