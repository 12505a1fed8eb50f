import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { literalUnits } from '../../../compiler/registry/units.ts';
import { Editor, type Server } from '../../support/editor.ts';
import { createProject, type Project, smallExperiment } from '../command.ts';

const folder = new URL('../../../compiler/language-server/vscode/', import.meta.url);
const main = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url));
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const manifest = JSON.parse(read('package.json'));
const grammar = JSON.parse(read('crease.tmLanguage.json'));

test('the manifest says what an extension must, and names files that are there', () => {
  expect(manifest).toMatchObject({
    name: expect.stringMatching(/^[a-z][a-z-]*$/),
    publisher: expect.stringMatching(/^[a-z][a-z-]*$/),
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    displayName: expect.any(String),
    description: expect.any(String),
    license: 'MIT',
    engines: { vscode: expect.stringMatching(/^\^1\.\d+\.0$/) },
  });
  const { languages, grammars, configuration } = manifest.contributes;
  const named = [manifest.main, languages[0].configuration, grammars[0].path, './README.md'];
  for (const file of named) expect(existsSync(new URL(file, folder)), file).toBe(true);
  expect(languages[0]).toMatchObject({ id: 'crease', extensions: ['.crease.yaml'] });
  expect(manifest.activationEvents).toEqual([`onLanguage:${languages[0].id}`]);
  expect(grammars[0]).toMatchObject({ language: languages[0].id, scopeName: grammar.scopeName });
  expect(configuration.properties['crease.command'].default).toEqual(['npx', 'crease', 'lsp']);
  expect(() => JSON.parse(read(languages[0].configuration))).not.toThrow();
});

interface Rule {
  readonly name?: string;
  readonly contentName?: string;
  readonly include?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly captures?: Record<string, { name: string }>;
  readonly beginCaptures?: Record<string, { name: string }>;
  readonly patterns?: readonly Rule[];
}
const rulesIn = (rules: readonly Rule[]): readonly Rule[] =>
  rules.flatMap((rule) => [rule, ...rulesIn(rule.patterns ?? [])]);

test('the grammar is sound: patterns compile, what is included is there, scopes are of the language', () => {
  const rules = rulesIn([...grammar.patterns, ...grammar.repository.expression.patterns]);
  for (const { match, begin } of rules) expect(() => new RegExp(match ?? begin ?? '')).not.toThrow();
  const included = rules.flatMap(({ include }) => include ?? []);
  expect(new Set(included)).toEqual(new Set(Object.keys(grammar.repository).map((name) => `#${name}`)));
  const scopes = rules.flatMap(({ name, contentName, captures = {}, beginCaptures = {} }) => [
    name,
    contentName,
    ...[...Object.values(captures), ...Object.values(beginCaptures)].map((capture) => capture.name),
  ]);
  for (const scope of scopes)
    if (scope) expect(scope).toMatch(/^[a-z][a-z.-]+\.crease$|^punctuation\.crease$/);
});

test.each(Object.keys(literalUnits))('the grammar colours the unit %s', (unit) => {
  const { match } = grammar.repository.expression.patterns.find(
    ({ captures }: Rule) => captures?.['2']?.name === 'keyword.other.unit.crease',
  );
  expect(new RegExp(match).exec(`2 ${unit}`)?.slice(1)).toEqual(['2', unit]);
});

let project: Project | undefined;
afterEach(() => project?.remove());

type ServerInFolder = Server & { readonly options: { readonly cwd: string } };

/** What `vscode-languageclient` does with the server's options: starts it and speaks with it. */
class LanguageClient {
  static started: LanguageClient | undefined;
  readonly selector: unknown;
  editor: Editor | undefined;
  readonly #server: ServerInFolder;

  constructor(_: string, server: ServerInFolder, options: { documentSelector: unknown }) {
    this.#server = server;
    this.selector = options.documentSelector;
    LanguageClient.started = this;
  }

  async start(): Promise<void> {
    this.editor = await Editor.start(this.#server.options.cwd, {}, this.#server);
  }

  async stop(): Promise<void> {
    expect(await this.editor?.close()).toBe(0);
  }
}

test('the extension starts the server in the project, explains codes, and stops it', async () => {
  project = createProject();
  const providers = new Map<string, { provideTextDocumentContent(uri: { path: string }): Promise<string> }>();
  const workspace = {
    getConfiguration: () => ({ get: () => [process.execPath, main, 'lsp'] }),
    workspaceFolders: [{ uri: { fsPath: project.folder } }],
    registerTextDocumentContentProvider: (scheme: string, provider: never) => {
      providers.set(scheme, provider);
      return { dispose() {} };
    },
  };
  const modules: Record<string, unknown> = {
    vscode: { workspace },
    'vscode-languageclient/node': { LanguageClient },
  };
  const node = createRequire(import.meta.url);
  const extension: { activate(context: object): Promise<void>; deactivate(): Promise<void> } =
    Object.create(null);
  new Function('require', 'exports', read(manifest.main))(
    (name: string) => modules[name] ?? node(name),
    extension,
  );

  const context = { subscriptions: [] };
  await extension.activate(context);
  expect(context.subscriptions).toHaveLength(1);
  const client = LanguageClient.started as LanguageClient;
  expect(client.selector).toEqual([{ language: manifest.contributes.languages[0].id }]);
  const found = await client.editor?.open('a.crease.yaml', smallExperiment.replace('relu()', 'rellu()'));
  expect(found?.map(({ code }) => code)).toEqual(['CR0306']);
  const [, scheme, path] = /^(\w+):(.*)$/.exec(found?.[0].codeDescription?.href ?? '') ?? [];
  const page = await providers.get(scheme)?.provideTextDocumentContent({ path });
  expect(page).toContain('CR0306');
  await extension.deactivate();
});
