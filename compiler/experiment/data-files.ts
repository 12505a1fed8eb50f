import { absentData, badDataPath, dataOutside, unreadableData } from '../diagnostics/codes/data-files.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { DatasetRecord, Known } from '../registry/datasets/dataset.ts';
import { type DataFileFacts, factsKey, type WantedData } from '../registry/datasets/file-facts.ts';
import type { Span } from '../source/span.ts';
import { badnessOfPath, fileBeside } from './import-path.ts';

/** The data files that an experiment names, and what is known of them. */
export class DataFiles {
  /** Files whose facts are wanted and were not given. */
  readonly wanted: WantedData[] = [];
  readonly #facts: Readonly<Record<string, DataFileFacts>>;
  readonly #main: string;
  readonly #absent: Readonly<Record<string, readonly string[]>>;

  /**
   * @param main the experiment file
   * @param absent files of published data sets that are known not to be on this machine
   */
  constructor(
    main: string,
    facts: Readonly<Record<string, DataFileFacts>>,
    absent: Readonly<Record<string, readonly string[]>> = {},
  ) {
    this.#main = main;
    this.#facts = facts;
    this.#absent = absent;
  }

  /** Whether the files of a published data set may be read; reported where they are known to be absent. */
  arePresent({ name, debian }: DatasetRecord, span: Span, report: Report): boolean {
    const files = this.#absent[name];
    if (files) report(diagnose(absentData, span, { name, files, debian }));
    return files === undefined;
  }

  /** Finds files for the expression at `span`, and reports there what is wrong with them. */
  finder(span: Span, report: Report): Known['file'] {
    return (path, form) => {
      const file = this.#fileOf(path, span, report);
      if (file === undefined) return undefined;
      const facts = this.#facts[factsKey({ file, form })];
      if (facts === undefined) this.wanted.push({ file, form });
      else if (!('problem' in facts)) return { path: file, facts };
      else report(diagnose(unreadableData, span, { problem: facts.problem }));
      return undefined;
    };
  }

  #fileOf(path: string, span: Span, report: Report): string | undefined {
    const bad = badnessOfPath(path);
    if (bad) {
      report(diagnose(badDataPath, span, { path, ...bad }));
      return undefined;
    }
    const file = fileBeside(path, span.file, this.#main);
    if (file === undefined) report(diagnose(dataOutside, span, { path }));
    return file;
  }
}
