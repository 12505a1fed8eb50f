import type { Key, Keys } from '../experiment/fields.ts';
import { type Form, type SectionName, sections } from '../experiment/form.ts';
import { fragmentKeys } from '../experiment/keys.ts';
import { completions } from './completions.ts';

export type Schema = { readonly [keyword: string]: unknown };

/**
 * A JSON Schema (draft 7) of experiment files for editors that know YAML: keys with their documentation, what is
 * required, whole values to complete. It refuses unknown keys but those that begin with `x-`. Of an expression it
 * knows only that it is text or a literal, since what is inside is for the compiler and the language server.
 * Alternatives are `if` and `then`, never `oneOf`, so that an editor names the mistake in the branch that is meant.
 */
export function experimentSchema(): Schema {
  const names = Object.keys(sections) as SectionName[];
  const ofExperiment = Object.keys(sections.experiment.keys).filter(
    (key) => !Object.hasOwn(fragmentKeys, key),
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Crease experiment',
    description: 'An experiment on the geometry of deep networks, or a file that gives names to experiments.',
    type: 'object',
    if: { ...anyKey(['let', 'networks']), not: anyKey(ofExperiment) },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: reference('fragment'),
    else: reference('experiment'),
    definitions: Object.fromEntries(names.map((name) => [name, sectionSchema(name)])),
  };
}

const anyKey = (keys: readonly string[]): Schema => ({ anyOf: keys.map((key) => ({ required: [key] })) });
const reference = (name: SectionName): Schema => ({ $ref: `#/definitions/${name}` });

function sectionSchema(name: SectionName): Schema {
  const { about, keys } = sections[name];
  const required = Object.keys(keys).filter((key) => keys[key].required);
  return {
    description: about,
    type: 'object',
    properties: propertiesOf(keys, pathOf[name]),
    patternProperties: { '^x-': true },
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
  };
}

/** Where a section stands in a file; `*` is a name of the author's. */
const pathOf: Readonly<Record<SectionName, readonly string[]>> = {
  experiment: [],
  fragment: [],
  network: ['network'],
  networks: ['networks', '*'],
  repeat: ['network', 'layers'],
  block: ['network', 'layers'],
  train: ['train'],
  tune: ['tune', '*'],
  measure: ['measure', '*'],
  claims: ['claims', '*'],
  charts: ['charts', '*'],
};

function propertiesOf(keys: Keys<string>, path: readonly string[]): Schema {
  return Object.fromEntries(
    Object.entries(keys).map(([key, record]) => [
      key,
      { ...documentation(record), ...valueSchema(record.form, [...path, key], record.values ?? []) },
    ]),
  );
}

function documentation({ about, example }: Key): Schema {
  return { description: about, markdownDescription: `${about}\n\n\`\`\`yaml\n${example}\n\`\`\`` };
}

const literal = ['string', 'number', 'boolean'];
const isMap = { type: 'object' };
const names = { propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' } };

function valueSchema(form: Form, path: readonly string[], values: readonly string[]): Schema {
  if (typeof form === 'object' && 'section' in form) return reference(form.section);
  if (typeof form === 'object')
    return { type: 'object', ...names, additionalProperties: valueSchema(form.named, [...path, '*'], []) };
  const snippets = completions(path, values);
  const offered = snippets.length > 0 ? { defaultSnippets: snippets } : {};
  const expression: Schema = {
    type: [...literal, 'array'],
    items: { type: [...literal, 'array'] },
    ...offered,
  };
  switch (form) {
    case 'text':
      return { type: literal };
    case 'word':
      return { type: literal, ...offered };
    case 'truth':
      return { enum: [true, false, 'true', 'false'] };
    case 'expression':
    case 'expressions':
      return expression;
    case 'layers':
      return {
        type: ['array', 'string'],
        items: choose(
          isMap,
          choose({ required: ['block'] }, reference('block'), reference('repeat')),
          expression,
        ),
      };
    case 'arms':
      return choose(
        isMap,
        { ...names, additionalProperties: valueSchema('arm', [...path, '*'], []) },
        expression,
      );
    case 'arm':
      return choose(isMap, { ...names, additionalProperties: { type: [...literal, 'array'] } }, expression);
    case 'channel':
      return choose(isMap, { properties: { field: expression } }, expression);
    case 'overrides':
      return isMap;
    case 'renames':
      return { type: 'object', additionalProperties: { type: 'string' } };
    default:
      return offered;
  }
}

/** One of two schemas by a condition. */
function choose(condition: Schema, yes: Schema, no: Schema): Schema {
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  return { if: condition, then: yes, else: no };
}
