import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { experiment } from '../../../compiler/diagnostics/examples/example.ts';
import { examples } from '../../../compiler/diagnostics/examples/index.ts';
import { sections } from '../../../compiler/experiment/form.ts';
import { format } from '../../../compiler/format/format.ts';
import { experimentSchema } from '../../../compiler/schema/schema.ts';
import { base, edited } from '../../support/experiment.ts';

const schema = experimentSchema();
// Editors have keywords of their own, which the validator does not know.
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

/** What an editor would say about a file, by the place it says it of. */
function complaints(text: string): string[] {
  validate(parse(text));
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ instancePath, message, params }) =>
      `${instancePath} ${message} ${params.additionalProperty ?? params.propertyName ?? ''}`.trim(),
    );
}

describe('no false errors', () => {
  const folder = new URL('../../../workflows/', import.meta.url);
  test.each(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.crease.yaml'),
    ),
  )('%s', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    expect(complaints(text)).toEqual([]);
    expect(complaints(format(file, text, () => {}) ?? '')).toEqual([]);
  });

  test('the experiment of the tests, and one with keys of its own', () => {
    expect(complaints(base)).toEqual([]);
    expect(complaints(edited('train:\n', 'train:\n  x-note: {a: [1]}\n'))).toEqual([]);
  });

  test('every key as its example writes it', () => {
    for (const [key, { example }] of Object.entries(sections.experiment.keys)) {
      if (example.includes('…')) continue;
      const own = parse(example)[key];
      expect(complaints(JSON.stringify({ ...parse(base), [key]: own })), key).toEqual([]);
    }
  });

  test('whatever is only wrong inside of expressions', () => {
    for (const [code, { right, wrong, more = [] }] of Object.entries(examples)) {
      if (!/^CR0[24569]/.test(code) || right === undefined || /:\n|\n/.test(wrong) || code === 'CR0522')
        continue;
      const text = more.reduce((all, [before, after]) => all.replace(before, () => after), experiment);
      expect(complaints(text.replace(right, () => wrong)), code).toEqual([]);
    }
  });

  test('fragments', () => {
    expect(complaints('crease: 1\nlet:\n  width: 64\n')).toEqual([]);
    expect(complaints('crease: 1\nlet:\n  width: 64\nseed: 3\n')).not.toEqual([]);
  });
});

describe('true errors', () => {
  test.each([
    ['replicates: 3', 'replicats: 3', ' must NOT have additional properties replicats'],
    ['  batch: 10', '  bach: 10', '/train must NOT have additional properties bach'],
    ['  batch: 10\n', '', "/train must have required property 'batch'"],
    ['    says: It helps.', '    say: It helps.', '/claims/better must NOT have additional properties say'],
    ['    - repeat: 2', '    - repat: 2', '/network/layers/0 must NOT have additional properties repat'],
    ['  better:', '  much-better:', '/claims property name must be valid much-better'],
    ['    value: partition(window = square(3))', '    value: {partition: 3}', '/measure/cells/value must be'],
  ])('%s → %s', (right, wrong, complaint) => {
    expect(complaints(edited(right, wrong)).join('\n')).toContain(complaint.trim());
  });
});

describe('what editors show', () => {
  const { definitions } = schema as { definitions: Record<string, { properties: Record<string, never> }> };

  test('every key is described, with its example', () => {
    for (const [name, { keys }] of Object.entries(sections))
      for (const [key, { about, example }] of Object.entries(keys)) {
        const property = definitions[name].properties[key] as Record<string, string>;
        expect(property.description, `${name}.${key}`).toBe(about);
        expect(property.markdownDescription).toContain(example);
      }
  });

  test('whole values are offered where they can stand', () => {
    const labels = (name: string, key: string) =>
      (definitions[name].properties[key] as { defaultSnippets: { label: string }[] }).defaultSnippets.map(
        ({ label }) => label,
      );
    expect(labels('measure', 'at')).toEqual(expect.arrayContaining(['initial', 'final']));
    expect(labels('train', 'loss')).toEqual(expect.arrayContaining(['cross_entropy']));
    expect(labels('measure', 'value')).toEqual(expect.arrayContaining(['accuracy', 'partition']));
  });

  test('there is no oneOf, of which an editor would report an arbitrary branch', () => {
    expect(JSON.stringify(schema)).not.toContain('oneOf');
  });
});
