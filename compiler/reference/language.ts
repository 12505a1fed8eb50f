import { type Form, type SectionName, sections } from '../experiment/form.ts';
import { builtInNames } from '../expression/scope.ts';
import { literalUnits, units } from '../registry/units.ts';
import { code, type Page, table, text } from './page.ts';

const group = 'The file';

/** What stands at a key, in words. */
function takes(form: Form): string {
  if (typeof form === 'object')
    return 'named' in form
      ? `${takes(form.named)}, by name`
      : `the keys of [${form.section}](${form.section}.html)`;
  const words: Record<Exclude<Form, object>, string> = {
    text: 'a text',
    word: 'a word',
    truth: 'true or false',
    expression: 'an expression',
    expressions: 'an expression, or a list of them',
    layers: 'a list of layers',
    arms: 'arms by name, or a list of values',
    arm: 'an expression, or settings by name',
    channel: 'an expression, or a `field` with keys of Vega-Lite',
    mark: 'a word, or a map with that word as its `type`',
    'vega-lite': 'what Vega-Lite takes there',
    overrides: 'values by path',
    renames: 'new names by old ones',
    anything: 'anything',
  };
  return words[form];
}

const titles: Readonly<Record<SectionName, string>> = {
  experiment: 'An experiment file',
  fragment: 'A file that gives names to others',
  network: 'network',
  networks: 'networks',
  repeat: 'repeat, among layers',
  block: 'block, among layers',
  train: 'train',
  tune: 'tune',
  measure: 'measure',
  claims: 'claims',
  charts: 'charts',
};

/** A page for each map of the language: its keys, what they take and what they are for. */
const keyPages = (Object.keys(sections) as SectionName[]).map((name): Page => {
  const { about, keys } = sections[name];
  const rows = Object.entries(keys).map(([key, { form, about: meaning, required, values }]) => {
    const choice = values ? `: ${values.map((value) => `\`${value}\``).join(', ')}` : '';
    return [`\`${key}\``, takes(form) + choice, required ? 'required' : '', meaning];
  });
  const examples = Object.values(keys).map(({ example }) => example);
  return {
    ...{ name, title: titles[name], summary: about, group },
    sections: [
      { parts: table(['Key', 'Takes', 'Needed', 'Meaning'], rows) },
      { title: 'Examples, key by key', parts: [code(examples.join('\n'))] },
    ],
  };
});

const expressions: Page = {
  ...{ name: 'expressions', title: 'Expressions', group },
  summary: 'Values, operators and selection of arms, the same in every field that takes an expression',
  sections: [
    {
      parts: [
        text(
          'A field takes a text, a name or an expression; which one is fixed by the language, and never by quotes. ' +
            'Expressions are computed before anything runs, except in claims, where they are computed from results.',
        ),
        ...table(
          ['Written', 'Means'],
          [
            ['`3`, `.5`, `1e-4`, `1_000`, `30%`, `140deg`, `20 steps`', 'a number, with what it counts'],
            ['`"text"`, `true`, `none`, `pi`', 'a text, a truth, nothing, 3.14159…'],
            ['`dense(64, bias = none)`', 'a call: arguments by position, then by name'],
            ['`images.train`, `images.classes`', 'a part of what stands before the dot'],
            ['`[a, b]`, `1..10`', 'a list; whole numbers, both ends included'],
            ['`+ - * / **`, `< <= > >= == !=`', 'arithmetic and comparison'],
            ['`and or not`, `if a then b else c`', 'conditions and choice'],
            ['`error[norm = batch, rate = 1e-3]`', 'in claims: one arm of an axis, or one value of an index'],
            ['`a within 2 points of b`, `a within 2% of b`', 'in claims: equivalence, absolute or relative'],
          ],
        ),
        text(
          'Operators that readers take in two ways need parentheses: `-x ** 2`, `a or b and c`, `a < b < c`.',
        ),
      ],
    },
    {
      title: 'Names that cannot be taken',
      parts: [text([...builtInNames].map((name) => `\`${name}\``).join(', '))],
    },
  ],
};

const unitPage: Page = {
  ...{ name: 'units', title: 'Units', group },
  summary: 'What a number may count, and how a literal says so',
  sections: [
    {
      parts: table(
        ['Unit', 'Counts', 'Meaning'],
        Object.entries(literalUnits).map(([name, { unit, about }]) => [
          `\`${name}\``,
          units[unit].title,
          about,
        ]),
      ),
    },
    {
      parts: [
        text(
          'Numbers of different units are neither added nor compared; a plain number takes the unit that is wanted.',
        ),
      ],
    },
  ],
};

export const languagePages: readonly Page[] = [...keyPages, expressions, unitPage];
