import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  DefinitionRequest,
  type Location,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Editor } from '../../support/editor.ts';
import { edited } from '../../support/experiment.ts';
import { createProject, type Project } from '../command.ts';

const importing = (alias: string, layer: string) =>
  edited('seed: 7', `import: {${alias}: ../shared/blocks.crease.yaml}\nseed: 7`).replace(
    '    - dense(points.classes)',
    `    - ${layer}\n    - dense(points.classes)`,
  );
const files: Record<string, string> = {
  'shared/blocks.crease.yaml': `crease: 1
let:
  width: 8
networks:
  narrow:
    parameters: {units: width, bent: 0.1}
    layers:
      - dense(units)
      - leaky_relu(bent)
`,
  'workflows/first.crease.yaml': importing('blocks', 'blocks.narrow(units = 2 * blocks.width, bent = 0.2)'),
  'workflows/second.crease.yaml': importing('parts', 'parts.narrow(bent = 0.3)'),
};
const [fragment, first] = Object.keys(files);
let project: Project;
let editor: Editor;

beforeAll(async () => {
  project = createProject();
  for (const [file, text] of Object.entries(files)) project.write(file, text);
  editor = await Editor.start(project.folder);
  // The second experiment stays closed: what it says is read from the disk.
  for (const file of [fragment, first]) expect(await editor.open(file, files[file])).toEqual([]);
});
afterAll(async () => {
  expect(await editor.close()).toBe(0);
  project.remove();
});

const documentOf = (file: string) => TextDocument.create(editor.uri(file), 'crease', 0, files[file]);
const at = (file: string, words: string, after = 0) => ({
  textDocument: { uri: editor.uri(file) },
  position: documentOf(file).positionAt(files[file].indexOf(words) + after),
});
const shown = ({ uri, range }: Location) => {
  const file = Object.keys(files).find((each) => editor.uri(each) === uri) as string;
  return `${file} ${range.start.line + 1}: ${documentOf(file).getText(range)}`;
};

test.each([
  ['narrow(units', `${fragment} 5: narrow`],
  ['width, bent', `${fragment} 3: width`],
  ['units = 2', `${fragment} 6: units`],
  ['bent = 0.2', `${fragment} 6: bent`],
])('%s leads to its declaration in the imported file', async (words, place) => {
  const found = await editor.connection.sendRequest(DefinitionRequest.type, at(first, words, 1));
  expect((found as Location[]).map(shown)).toEqual([place]);
});

test('the uses of what a file shares are found in all files that import it', async () => {
  const context = { includeDeclaration: true };
  const from = [at(fragment, 'bent: 0.1'), at(first, 'bent = 0.2', 2)];
  for (const place of from) {
    const found = await editor.connection.sendRequest(ReferencesRequest.type, { ...place, context });
    expect(found?.map(shown).sort()).toEqual([
      `${fragment} 6: bent`,
      `${fragment} 9: bent`,
      expect.stringMatching(/^workflows\/first\.crease\.yaml \d+: bent$/),
      expect.stringMatching(/^workflows\/second\.crease\.yaml \d+: bent$/),
    ]);
  }
});

test.each([
  ['a network, where it is shared', fragment, 'narrow:', 'slim', 3],
  ['a network, where it is used', first, 'narrow(units', 'slim', 3],
  ['a parameter, where it is given', first, 'bent = 0.2', 'slope', 3],
  ['a value', fragment, 'width: 8', 'breadth', 2],
  ['an import, which only its file knows', first, 'blocks.narrow', 'pieces', 1],
])('renaming %s edits every file that says it', async (_, file, words, newName, count) => {
  const place = at(file, words, 1);
  const offset = documentOf(file).offsetAt(place.position);
  const old = /\w+$/.exec(files[file].slice(0, offset))?.[0] as string;
  const name = old + (/^\w*/.exec(files[file].slice(offset))?.[0] ?? '');
  const { changes = {} } =
    (await editor.connection.sendRequest(RenameRequest.type, { ...place, newName })) ?? {};
  expect(Object.keys(changes)).toHaveLength(count);
  const changed = Object.keys(files).filter((each) => changes[editor.uri(each)]);
  for (const each of changed) {
    const text = TextDocument.applyEdits(documentOf(each), changes[editor.uri(each)]);
    expect(text.replace(new RegExp(`\\b${newName}\\b`, 'g'), name)).toBe(files[each]);
    project.write(each, text);
  }
  // The command reads what was written: all still fits together.
  expect(await project.crease(['check'])).toMatchObject({ code: 0 });
  for (const each of changed) project.write(each, files[each]);
});

test('a name that the other file has is refused, and so is one that no file of the project gives', async () => {
  const rename = (words: string, newName: string) =>
    editor.connection.sendRequest(RenameRequest.type, { ...at(first, words, 1), newName });
  await expect(rename('units = 2', 'bent')).rejects.toThrow(/already a parameter/);
  await expect(rename('narrow(units', 'width')).rejects.toThrow(/already a value/);
  const place = at(first, 'two_moons', 1);
  await expect(editor.connection.sendRequest(PrepareRenameRequest.type, place)).rejects.toThrow(
    /of the project/,
  );
});
