import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type CodeAction,
  CodeActionRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentSymbolRequest,
  HoverRequest,
  type Location,
  type MarkupContent,
  type Position,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Editor } from '../../support/editor.ts';
import { compileText, edited } from '../../support/experiment.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const file = 'workflows/smart-start.crease.yaml';
const text = readFileSync(`${root}/${file}`, 'utf8');
let editor: Editor;
let changed = false;

beforeAll(async () => {
  editor = await Editor.start(root, {
    textDocument: { completion: { completionItem: { snippetSupport: true } } },
  });
});
afterAll(async () => expect(await editor.close()).toBe(0));

const positionIn = (source: string, offset: number): Position =>
  TextDocument.create('', '', 0, source).positionAt(offset);
const sliceOf = (source: string, { range }: { range: Location['range'] }) =>
  TextDocument.create('', '', 0, source).getText(range);

/** The document and a place in it: the start of `words`, or `after` characters later. */
const at = (words: string, after = 0) => ({
  textDocument: { uri: editor.uri(file) },
  position: positionIn(text, text.indexOf(words) + after),
});

const type = (source: string) => {
  changed = true;
  return editor.type(file, source);
};

/** What is offered where `|` stands in a text that is being typed. */
async function offered(before: string, typed: string): Promise<string[]> {
  const marked = edited(before, typed, text);
  const offset = marked.indexOf('|>');
  const source = marked.replace('|>', '');
  await type(source);
  const textDocument = { uri: editor.uri(file) };
  const found = await editor.connection.sendRequest(CompletionRequest.type, {
    textDocument,
    position: positionIn(source, offset),
  });
  return (found as { label: string }[]).map(({ label }) => label);
}

afterEach(async () => {
  if (changed) expect(await editor.type(file, text)).toEqual([]);
  changed = false;
});

test('the two experiments open without a problem', async () => {
  expect(await editor.open(file, text)).toEqual([]);
  const other = 'workflows/moving-creases.crease.yaml';
  expect(await editor.open(other, readFileSync(`${root}/${other}`, 'utf8'))).toEqual([]);
});

test('a mistake shows where it is, with its code, what to do and related places', async () => {
  const broken = edited('rate = rate)', 'rate = raet)', text);
  const found = await type(broken);
  expect(found.map(({ code, source }) => [code, source])).toEqual([['CR0306', 'crease']]);
  expect(sliceOf(broken, found[0])).toBe('raet');
  expect(found[0].message).toContain('did you mean `rate`?');
  expect(found[0].codeDescription?.href).toBe('crease:explain/CR0306');
  const textDocument = { uri: editor.uri(file) };
  const context = { diagnostics: found };
  const [action] = (await editor.connection.sendRequest(CodeActionRequest.type, {
    textDocument,
    range: found[0].range,
    context,
  })) as CodeAction[];
  const edits = action.edit?.changes?.[editor.uri(file)] ?? [];
  expect(TextDocument.applyEdits(TextDocument.create('', '', 0, broken), edits)).toBe(text);
});

test('what can be typed depends on the place', async () => {
  expect(await offered('  loss: cross_entropy()', '  loss: |>')).toEqual(
    expect.arrayContaining(['cross_entropy', 'mean_squared_error']),
  );
  expect(await offered('data: images.train', 'data: images.|>')).toEqual([
    'all',
    'train',
    'validation',
    'test',
    'count',
    'classes',
  ]);
  expect(await offered('  batch: 64\n', '  batch: 64\n  |>\n')).not.toContain('batch');
  expect(await offered('  batch: 64\n', '  |>\n')).toContain('batch');
  expect(await offered('test_accuracy[start = both] - ', 'test_accuracy[start = |>')).toEqual([
    'zero',
    'random',
    'centre_only',
    'both',
    'throughout',
  ]);
  expect(await offered('every: 20 steps', 'every: 20 |>')).toEqual(
    expect.arrayContaining(['steps', 'epochs', '%']),
  );
});

test('hovering tells the kind, the value and the documentation', async () => {
  const told = async (words: string, after = 1) => {
    const found = await editor.connection.sendRequest(HoverRequest.type, at(words, after));
    return (found?.contents as MarkupContent | undefined)?.value;
  };
  expect(await told('images.train')).toMatch(/data set images[\s\S]*1797 examples of shape 64, 10 classes/);
  expect(await told('start = both')).toContain('5 arms: `zero`');
  expect(await told('2 points')).toContain('0.02 probability');
  expect(await told('adam(')).toContain('learning rate');
  expect(await told('epochs: 15')).toContain('passes through the data');
  expect(await told('images.classes', 8)).toContain('10');
});

test('a name leads to its declaration and to all its uses', async () => {
  const [declared] = (await editor.connection.sendRequest(
    DefinitionRequest.type,
    at('centre_only] within'),
  )) as Location[];
  expect(declared.range.start).toEqual(positionIn(text, text.indexOf('centre_only: fold')));
  const context = { includeDeclaration: true };
  const used = await editor.connection.sendRequest(ReferencesRequest.type, {
    ...at('images: digits'),
    context,
  });
  expect(used?.map((each) => sliceOf(text, each))).toEqual(Array.from({ length: 7 }, () => 'images'));
});

test.each([
  ['images: digits', 'pictures'],
  ['start:\n', 'beginning'],
  ['test_accuracy:\n', 'held_out'],
  ['both: fold', 'all_of_it'],
])('renaming %s gives a file that means the same', async (words, newName) => {
  const change = await editor.connection.sendRequest(RenameRequest.type, { ...at(words), newName });
  const renamed = TextDocument.applyEdits(
    TextDocument.create('', '', 0, text),
    change?.changes?.[editor.uri(file)] ?? [],
  );
  expect(renamed).not.toBe(text);
  expect(renamed.replaceAll(newName, words.split(':')[0])).toBe(text);
  const [before, after] = [text, renamed].map((each) => compileText(each).plan?.steps.map(({ key }) => key));
  expect(after).toEqual(before);
  expect(await type(renamed)).toEqual([]);
});

test('a name that is built in, taken or no name at all is refused', async () => {
  const rename = (words: string, newName: string) =>
    editor.connection.sendRequest(RenameRequest.type, { ...at(words), newName });
  await expect(rename('images: digits', 'final')).rejects.toThrow(/means something in every file/);
  await expect(rename('images: digits', 'rate')).rejects.toThrow(/already an axis/);
  await expect(rename('images: digits', 'my-images')).rejects.toThrow(/letters, digits and _/);
  await expect(editor.connection.sendRequest(PrepareRenameRequest.type, at('cross_entropy'))).rejects.toThrow(
    /names that a file of the project gives/,
  );
});

test('the outline has sections and what they name', async () => {
  const symbols = await editor.connection.sendRequest(DocumentSymbolRequest.type, {
    textDocument: { uri: editor.uri(file) },
  });
  const named = symbols as { name: string; children: { name: string }[] }[];
  expect(named.find(({ name }) => name === 'measure')?.children.map(({ name }) => name)).toEqual([
    'test_accuracy',
    'curve',
    'crowding',
  ]);
});

test('semantic tokens stand on whole words of the expressions', async () => {
  const tokens = await editor.connection.sendRequest(SemanticTokensRequest.type, {
    textDocument: { uri: editor.uri(file) },
  });
  const legend = editor.result.capabilities.semanticTokensProvider?.legend.tokenTypes ?? [];
  const lines = text.split('\n');
  let [line, character] = [0, 0];
  const words: string[] = [];
  for (let i = 0; tokens && i < tokens.data.length; i += 5) {
    const [down, right, length, type] = tokens.data.slice(i, i + 4);
    [line, character] = [line + down, down > 0 ? right : character + right];
    words.push(`${legend[type]} ${lines[line].slice(character, character + length)}`);
  }
  expect(words).toEqual(
    expect.arrayContaining([
      'function digits',
      'number 30',
      'keyword %',
      'parameter validation',
      'type start',
      'enumMember both',
      'number 1e-3',
      'operator >',
      'keyword within',
      'keyword of',
      'property classes',
    ]),
  );
  for (const word of words) expect(word).toMatch(/^\w+ (?:[\w.-]+|[-+*/<>=]+|%)$/);
});

test('an editor that goes away without a word is told by the exit code', async () => {
  const second = await Editor.start(root);
  expect(await second.close(false)).toBe(1);
});
