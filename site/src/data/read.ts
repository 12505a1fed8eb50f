import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { z } from 'astro/zod';
import type { Provenance, Results } from '../../../compiler/plan/results.ts';
import { provenanceSchema, resultsSchema, schemaProblems } from './schema.ts';

/** One folder of results as it came. */
export interface Experiment {
  readonly folder: string;
  readonly results: Results;
  readonly provenance: Provenance;
  /** Everything in the folder, for download: paths with `/`, sorted. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** The results cannot be published; the message says which and what to do. */
export class SiteError extends Error {}

/** The files that say what each experiment found. */
export const listResultFiles = (results: string): string[] =>
  listFolders(results).flatMap((name) =>
    ['results.json', 'provenance.json'].map((file) => join(results, name, file)),
  );

/** Every experiment below `results` in order of its name. Throws `SiteError` where one is not as it should be. */
export function readExperiments(results: string): Experiment[] {
  const names = listFolders(results).filter((name) => hasFile(join(results, name, 'results.json')));
  if (names.length === 0) {
    throw new SiteError(
      `There are no results in ${results}: no folder there holds a results.json. Run \`crease run\` first.`,
    );
  }
  return names.map((name) => readExperiment(join(results, name), name));
}

function readExperiment(folder: string, name: string): Experiment {
  const results = readChecked<Results>(folder, name, 'results.json', resultsSchema);
  if (results.experiment !== name) {
    throw new SiteError(
      `The folder "${name}" holds the results of "${results.experiment}": rename the folder, or run the experiment again.`,
    );
  }
  const provenance = readChecked<Provenance>(folder, name, 'provenance.json', provenanceSchema);
  return { folder, results, provenance, files: listFiles(folder, folder) };
}

function readChecked<Value>(folder: string, experiment: string, file: string, schema: z.ZodType): Value {
  const fail = (what: string) =>
    new SiteError(`The ${file} of "${experiment}" ${what}\n  Run the experiment again to write it anew.`);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    throw fail(`can't be read: ${(error as Error).message}`);
  }
  const problems = schemaProblems(schema, value);
  if (problems.length > 0) {
    const more = problems.length > 5 ? [`and ${problems.length - 5} more`] : [];
    throw fail(`is not valid:\n${[...problems.slice(0, 5), ...more].map((line) => `  ${line}`).join('\n')}`);
  }
  return value as Value;
}

function listFolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
  } catch {
    throw new SiteError(
      `There is no folder of results at ${folder}. Run \`crease run\` first, or name the folder that it wrote to.`,
    );
  }
}

function hasFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function listFiles(root: string, folder: string): Experiment['files'] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return listFiles(root, path);
      return [{ path: relative(root, path).split(sep).join('/'), bytes: statSync(path).size }];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
