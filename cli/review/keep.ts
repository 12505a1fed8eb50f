import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { canonicalLines } from '../../compiler/plan/canonical.ts';
import { committedEnding, committedFile } from '../../compiler/plan/committed.ts';
import { renamingOf } from '../../compiler/plan/moved.ts';
import type { Results } from '../../compiler/plan/results.ts';
import { committedOf } from '../../runtime/results/committed.ts';
import type { Experiment } from '../../runtime/run.ts';
import { placeFile } from '../../runtime/store/files.ts';

/**
 * Writes what is committed of each experiment beside its file, where it is whole: run as it stands in the file,
 * without a profile or overrides, and no cell is missing. Outside of a repository, and where Git ignores that
 * file, nothing is written.
 * @returns a line for each that could not be written, as in a folder that is read-only
 */
export function keepForReview(experiments: readonly Experiment[], found: readonly Results[]): string[] {
  const byName = new Map(found.map((results) => [results.experiment, results]));
  return experiments.flatMap((experiment) => {
    const { plan, sources, profile, set } = experiment;
    const results = byName.get(plan.experiment);
    const asWritten = profile === '' && Object.keys(set).length === 0;
    if (!results || !asWritten || results.cells.some(({ outcome }) => outcome === 'missing')) return [];
    const file = committedFile(sources[0].file);
    if (!isWanted(file)) return [];
    try {
      keep(file, canonicalLines(committedOf(plan, results)));
      for (const name of renamingOf(plan.moved).experiments) removeOld(dirname(file), name);
      return [];
    } catch (error) {
      return [`${file} could not be written, so there is nothing to commit: ${(error as Error).message}`];
    }
  });
}

function keep(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  placeFile(text, `${file}.${process.pid}.tmp`, file);
}

/** What an experiment found under a name that it had before, unless an experiment of that name is there. */
function removeOld(folder: string, name: string): void {
  if (existsSync(join(folder, `${name}.crease.yaml`))) return;
  rmSync(join(folder, `${name}${committedEnding}`), { force: true });
}

/** Whether a file lies in a Git repository that does not ignore it. */
function isWanted(file: string): boolean {
  try {
    execFileSync('git', ['-C', dirname(file), 'rev-parse', '--is-inside-work-tree'], { stdio: 'ignore' });
  } catch {
    return false;
  }
  try {
    execFileSync('git', ['-C', dirname(file), 'check-ignore', '--quiet', basename(file)], {
      stdio: 'ignore',
    });
    return false;
  } catch {
    return true;
  }
}
