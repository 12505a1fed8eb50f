import { circularImport, importsTooDeep, missingFile, notAFragment } from '../diagnostics/codes/imports.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { hole, type Value } from '../expression/values.ts';
import { readYaml } from '../source/read.ts';
import type { Span } from '../source/span.ts';
import type { YamlScalar } from '../source/yaml-tree.ts';
import { Definitions } from './definitions.ts';
import { asMap } from './fields.ts';
import { keyOfExperiment, readFragment } from './fragment.ts';
import { importedFile } from './import-path.ts';
import { claimNames } from './names.ts';
import { subNetworks } from './networks.ts';
import type { Named } from './syntax.ts';

const mostFiles = 100;

/** The files that an experiment is made of, read as far as they are at hand. */
export class Library {
  /** Files that are wanted and were not given. */
  readonly needs = new Set<string>();
  readonly #main: string;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #missing: ReadonlySet<string>;
  readonly #report: Report;
  /** Where each file is imported first. */
  readonly #places = new Map<string, Span>();
  readonly #members = new Map<string, ReadonlyMap<string, Value> | undefined>();

  /** @param missing files that were looked for and are not there */
  constructor(
    main: string,
    files: readonly { readonly file: string; readonly text: string }[],
    missing: readonly string[],
    report: Report,
  ) {
    this.#main = main;
    this.#texts = new Map(files.map(({ file, text }) => [file, text]));
    this.#missing = new Set(missing);
    this.#report = report;
  }

  /** What each import means; a hole for one that is broken or not yet at hand. */
  values(
    imports: readonly Named<YamlScalar>[],
    importers: readonly string[] = [this.#main],
  ): Map<string, Value> {
    return new Map(
      imports.map(({ name, value: path }) => {
        const members = this.#open(path, importers);
        return [name, members ? { kind: 'namespace', name, members } : hole];
      }),
    );
  }

  /** The same diagnostic, with the import that brought its file in. */
  withImport(diagnostic: Diagnostic): Diagnostic {
    const place = this.#places.get(diagnostic.span.file);
    const related = place ? [{ span: place, message: 'imported here' }] : [];
    return { ...diagnostic, related: [...diagnostic.related, ...related] };
  }

  #open(path: YamlScalar, importers: readonly string[]): ReadonlyMap<string, Value> | undefined {
    const file = importedFile(path, importers[importers.length - 1], this.#main, this.#report);
    if (file === undefined) return undefined;
    const problem = this.#problemOf(file, path, importers);
    if (problem) {
      this.#report(problem);
      return undefined;
    }
    if (!this.#places.has(file)) this.#places.set(file, path.span);
    const text = this.#texts.get(file);
    if (text === undefined) this.needs.add(file);
    else if (!this.#members.has(file)) this.#members.set(file, this.#read(file, text, path, importers));
    return this.#members.get(file);
  }

  #problemOf(file: string, { text, span }: YamlScalar, importers: readonly string[]): Diagnostic | undefined {
    const again = importers.indexOf(file);
    if (again >= 0) return diagnose(circularImport, span, { cycle: importers.slice(again) });
    if (this.#missing.has(file)) return diagnose(missingFile, span, { path: text });
    if (!this.#places.has(file) && this.#places.size >= mostFiles)
      return diagnose(importsTooDeep, span, { most: mostFiles });
    return undefined;
  }

  #read(
    file: string,
    text: string,
    path: YamlScalar,
    importers: readonly string[],
  ): ReadonlyMap<string, Value> | undefined {
    const document = readYaml(file, text, this.#report);
    const root = document && asMap(document, 'a fragment', 'crease: 1', this.#report);
    if (!root) return undefined;
    const foreign = keyOfExperiment(root);
    if (foreign) {
      const related = [{ span: foreign.span, message: `\`${foreign.text}\` belongs to an experiment` }];
      const data = { path: path.text, key: foreign.text };
      this.#report(diagnose(notAFragment, path.span, data, { related }));
      return undefined;
    }
    const { free, contested } = claimNames(readFragment(root, this.#report), this.#report);
    const { imports, lets, networks } = free;
    const imported = this.values(imports, [...importers, file]);
    const own = subNetworks(networks, this.#report, () => names.scope(this.#report));
    const known = new Map([...imported, ...own, ...contested]);
    const names = new Definitions({ data: [], axes: [], lets }, known, this.#report);
    const exported = [...names.shared].filter(([name]) => !imported.has(name));
    return new Map(exported);
  }
}
