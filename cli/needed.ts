import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Committed } from '../compiler/plan/committed.ts';
import type { Results } from '../compiler/plan/results.ts';
import { listStore } from '../runtime/store/contents.ts';
import { type CompiledExperiment, compileExperiments } from './experiments.ts';
import { printProblems } from './problems.ts';
import { UsageError } from './usage.ts';

/**
 * Keys of all records that the project needs: those of every experiment in every profile, computed by whatever
 * has computed something in the store, and those that results name. Where an experiment has errors nobody knows
 * what it needs: prints them, and gives nothing.
 */
export function neededKeys(folder: string): ReadonlySet<string> | undefined {
  const experiments = [...numericsIn(folder)].flatMap(inAllProfiles);
  const broken = experiments.filter(({ plan }) => plan === undefined);
  if (broken.length > 0) {
    printProblems(broken, process.stderr);
    return undefined;
  }
  const planned = experiments.flatMap(({ plan }) => plan!.steps.map(({ key }) => key));
  return new Set([...planned, ...publishedKeys()]);
}

function inAllProfiles(numerics: string): CompiledExperiment[] {
  const experiments = compileExperiments([], { set: [] }, numerics);
  const others = experiments.flatMap(({ source }) =>
    profilesOf(source.text).flatMap((profile) =>
      compileExperiments([source.file], { profile, set: [] }, numerics),
    ),
  );
  return [...experiments, ...others];
}

/** Names of the profiles of an experiment; none where its text is no YAML, which compiling it reports. */
function profilesOf(text: string): string[] {
  try {
    return Object.keys((parse(text) as { profiles?: object } | null)?.profiles ?? {});
  } catch {
    return [];
  }
}

/** What has computed the trainings of the store. */
function numericsIn(folder: string): Set<string> {
  const records = [...listStore(folder)].filter(({ kind }) => kind === 'record');
  const found = records.map(({ path }) => numericsOf(join(path, 'record.json')));
  return new Set(['float64', ...found.filter((name) => name !== undefined)]);
}

function numericsOf(file: string): string | undefined {
  try {
    const { preimage } = JSON.parse(readFileSync(file, 'utf8')) as { preimage: { numerics?: string } };
    return preimage.numerics;
  } catch {
    return undefined;
  }
}

/** Keys in results that were written here or committed, wherever they lie. */
function publishedKeys(): string[] {
  const hidden = (path: string) => /(^|[\\/])(node_modules|\.[^\\/]+)$/.test(path);
  const files = [
    ...globSync(join('.crease', 'results', '*', 'results.json')),
    ...globSync('**/{,*.}results.json', { exclude: hidden }),
  ];
  return files.flatMap(keysIn);
}

function keysIn(file: string): string[] {
  try {
    const results = JSON.parse(readFileSync(file, 'utf8')) as Partial<Pick<Results | Committed, 'cells'>>;
    return Object.values(results.cells ?? []).flatMap(({ keys }) => Object.values(keys));
  } catch (error) {
    throw new UsageError(
      `${file} can't be read, so that nobody knows which records it needs: ${(error as Error).message}`,
    );
  }
}
