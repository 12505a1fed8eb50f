import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Compilation, Source } from '../../compiler/compile.ts';
import { type Analysis, analyse } from '../../compiler/language-server/analysis.ts';
import { check } from '../../compiler/language-server/check.ts';
import { type DataFileFacts, factsKey } from '../../compiler/registry/datasets/file-facts.ts';
import type { NetworkFileFacts } from '../../compiler/registry/layers/from_file.ts';
import { networkFacts } from '../../runtime/networks/facts.ts';
import { ending, search } from '../experiments.ts';
import { KnownData } from './known-data.ts';

/** One state of an open file with all that is known of it. */
export interface Checked extends Compilation {
  readonly source: Source;
  /** The files that it imports. */
  readonly others: readonly Source[];
}

/** The files of a project as an editor sees them: open ones as they are typed, the rest as they are saved. */
export class Project {
  /** The folder that the names of files start from. */
  root = process.cwd();
  readonly #documents: TextDocuments<TextDocument>;
  readonly #analyses = new WeakMap<Checked, Analysis | undefined>();
  readonly #data = new KnownData();
  readonly #checked = new Map<string, { readonly version: number; readonly checked: Checked }>();

  constructor(documents: TextDocuments<TextDocument>) {
    this.#documents = documents;
  }

  /** The file of a document: relative to the project where it is inside. */
  fileOf(uri: string): string {
    if (!uri.startsWith('file:')) return uri.replace(/^\w+:/, '');
    const path = fileURLToPath(uri);
    const inside = relative(this.root, path);
    return (inside.startsWith('..') || isAbsolute(inside) ? path : inside).split(sep).join('/');
  }

  uriOf(file: string): string {
    const open = this.#documents.all().find(({ uri }) => this.fileOf(uri) === file);
    return open?.uri ?? pathToFileURL(isAbsolute(file) ? file : join(this.root, file)).href;
  }

  /** The text of a file; undefined where it is not there. */
  textOf(file: string): string | undefined {
    const uri = this.uriOf(file);
    const open = this.#documents.get(uri);
    if (open) return open.getText();
    const path = fileURLToPath(uri);
    return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined;
  }

  /** The open document as it is now, compiled with what it imports. */
  check(document: TextDocument, again = false): Checked {
    const { uri, version } = document;
    const known = this.#checked.get(uri);
    if (known?.version === version && !again) return known.checked;
    const checked = this.#compile({ file: this.fileOf(uri), text: document.getText() });
    this.#checked.set(uri, { version, checked });
    return checked;
  }

  forget(uri: string): void {
    this.#checked.delete(uri);
  }

  #compile(source: Source): Checked {
    const sources = [source];
    const missing: string[] = [];
    const networks: Record<string, NetworkFileFacts> = {};
    const data: Record<string, DataFileFacts> = {};
    for (;;) {
      const compilation = check(sources, missing, networks, data);
      for (const wanted of compilation.wantedData)
        data[factsKey(wanted)] = this.#data.of(wanted, source.file);
      if (compilation.needs.length === 0 && compilation.wantedData.length === 0)
        return { ...compilation, source, others: sources.slice(1) };
      for (const file of compilation.needs) {
        const text = this.textOf(file);
        if (text === undefined) missing.push(file);
        else if (!file.endsWith(ending)) networks[file] = networkFacts(file, source.file);
        else sources.push({ file, text });
      }
    }
  }

  /** What is known of the names of every file of the project that can be read, whether open or not. */
  analyses(): readonly Analysis[] {
    const saved = search(this.root, `**/*${ending}`).map((path) => this.fileOf(pathToFileURL(path).href));
    const open = this.#documents.all().map(({ uri }) => this.fileOf(uri));
    return [...new Set([...saved, ...open])].flatMap((file) => {
      const text = this.textOf(file);
      return (text !== undefined && analyse({ file, text })) || [];
    });
  }

  /** What is known of the names of a document; undefined while it cannot be read. */
  analyse(document: TextDocument): Analysis | undefined {
    const checked = this.check(document);
    if (!this.#analyses.has(checked)) this.#analyses.set(checked, analyse(checked.source, checked.others));
    return this.#analyses.get(checked);
  }
}
