import { basename } from 'node:path';
import {
  compareRevisions,
  type ExperimentDiff,
  type Revision,
} from '../../compiler/compare/experiment-diff.ts';
import { staleness, withoutStale } from '../../compiler/compare/stale.ts';
import { isFragmentText } from '../../compiler/compile.ts';
import { position } from '../../compiler/diagnostics/position.ts';
import { canonical } from '../../compiler/plan/canonical.ts';
import {
  type Committed,
  committedEnding,
  committedFile,
  readCommitted,
} from '../../compiler/plan/committed.ts';
import { renamingOf } from '../../compiler/plan/moved.ts';
import { plannedOf } from '../../runtime/results/committed.ts';
import { compileWithImports, ending, skipped } from '../experiments.ts';
import type { Tree } from './tree.ts';

/** What changed in each experiment between two trees, by name; those in which nothing did are left out. */
export function compareTrees(base: Tree, head: Tree, tolerance: number): ExperimentDiff[] {
  const home = homeOf([base, head]);
  const [before, after] = [experimentsIn(base, home), experimentsIn(head, home)];
  const shared = othersChanged(base, head, new Set([...before.values(), ...after.values()]));
  const isSame = (name: string) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (shared || old === undefined || now === undefined) return false;
    return [
      [old, now],
      [committedFile(old), committedFile(now)],
    ].every(([a, b]) => base.files.get(a) === head.files.get(b));
  };
  const renamed = new Set<string>();
  const here = [...after].sort().flatMap(([name, file]) => {
    if (isSame(name)) return [];
    const numerics = committedIn(head, committedFile(file)).committed?.numerics;
    const was = earlier(base, before.get(name), numerics);
    const now = later(head, file, was.committed);
    if (wasSo(base, before.get(name), now)) return [];
    const former = renamingOf(now.committed?.moved).experiments.find(
      (old) => before.has(old) && !after.has(old),
    );
    if (former === undefined || was.text !== undefined)
      return compareRevisions(name, was, now, tolerance) ?? [];
    renamed.add(former);
    const old = earlier(base, before.get(former), numerics);
    return compareRevisions(name, old, later(head, file, old.committed), tolerance) ?? [];
  });
  const gone = [...before].filter(([name]) => !after.has(name) && !renamed.has(name));
  const removed = gone.flatMap(
    ([name, file]) => compareRevisions(name, earlier(base, file), {}, tolerance) ?? [],
  );
  return [...here, ...removed].sort((a, b) => (a.experiment < b.experiment ? -1 : 1));
}

/** Experiments are in workflows/ where there is that folder, as for every command. */
function homeOf(trees: readonly Tree[]): string {
  const home = 'workflows/';
  return trees.some(({ files }) => [...files.keys()].some((file) => file.startsWith(home))) ? home : '';
}

/** Files of experiments by name; a file that only gives names to others is none. */
function experimentsIn(tree: Tree, home: string): Map<string, string> {
  const files = [...tree.files.keys()].filter(
    (file) => file.startsWith(home) && file.endsWith(ending) && !skipped.test(file),
  );
  return new Map(
    files
      .filter((file) => !isFragmentText(file, tree.read(file)!))
      .map((file) => [basename(file).slice(0, -ending.length), file]),
  );
}

/**
 * Whether a file changed that experiments may be made of: one that gives names to them, data, a network. Of files
 * that are in no commit nobody knows.
 */
function othersChanged(base: Tree, head: Tree, experiments: ReadonlySet<string>): boolean {
  if (!base.isCommit || !head.isCommit) return true;
  const isOther = (file: string) => !experiments.has(file) && !file.endsWith(committedEnding);
  return [...new Set([...base.files.keys(), ...head.files.keys()])]
    .filter(isOther)
    .some((file) => base.files.get(file) !== head.files.get(file));
}

/** The earlier side of a comparison: its results as they were committed, or what was to be computed, by `numerics`. */
function earlier(tree: Tree, file: string | undefined, numerics: readonly string[] = []): Revision {
  if (file === undefined) return {};
  const text = tree.read(file)!;
  const { committed } = committedIn(tree, committedFile(file));
  if (committed !== undefined) return { committed, text };
  const compiled = plannedIn(tree, { file, text }, numerics);
  return 'planned' in compiled ? { committed: compiled.planned[0], text } : { text };
}

/** Whether an experiment was just as stale, or just as wrong, before: that is no news. */
function wasSo(base: Tree, file: string | undefined, now: Revision): boolean {
  if (file === undefined || (!now.stale && !now.problems)) return false;
  return canonical(later(base, file, undefined)) === canonical(now);
}

/** The later side is compiled, too, to see whether its results are still those of its file. */
function later(tree: Tree, file: string, before: Committed | undefined): Revision {
  const text = tree.read(file)!;
  const { committed, problem } = committedIn(tree, committedFile(file));
  const known = committed ?? before;
  const compiled = plannedIn(tree, { file, text }, known?.numerics ?? []);
  const problems = [
    ...(problem === undefined ? [] : [problem]),
    ...('problems' in compiled ? compiled.problems : []),
  ];
  if (problems.length > 0 || 'problems' in compiled) return { text, problems };
  const { planned } = compiled;
  if (known === undefined || (committed === undefined && !hasResults(known)))
    return { committed: planned[0], text };
  const stale = committed === undefined ? noneOf(planned[0]) : staleness(committed, planned);
  return stale === undefined ? { committed, text } : { committed: withoutStale(known, planned), text, stale };
}

const hasResults = ({ cells }: Committed) =>
  Object.values(cells).some(({ outcome }) => outcome !== 'missing');
const noneOf = ({ cells }: Committed) => ({ cells: Object.keys(cells).length, claims: [] });

function committedIn(tree: Tree, file: string): { committed?: Committed; problem?: string } {
  const text = tree.read(file);
  if (text === undefined) return {};
  try {
    return { committed: readCommitted(text) };
  } catch (error) {
    return { problem: `${file}: ${(error as Error).message}` };
  }
}

type Compiled = { readonly planned: readonly Committed[] } | { readonly problems: readonly string[] };

/** An experiment for each of some numerics, or its errors. */
function plannedIn(
  tree: Tree,
  source: { readonly file: string; readonly text: string },
  numerics: readonly string[],
): Compiled {
  const planned: Committed[] = [];
  for (const name of numerics.length > 0 ? numerics : ['float64']) {
    const { plan, diagnostics, sources } = compileWithImports(source, { numerics: name }, tree);
    if (plan === undefined) {
      const texts = new Map(sources.map(({ file, text }) => [file, text]));
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      const problems = errors.map(({ code, message, span }) => {
        const { line } = position(texts.get(span.file) ?? '', span.start);
        return tree.plain(`${span.file}:${line}: ${code}: ${message}`);
      });
      return { problems };
    }
    planned.push(plannedOf(plan));
  }
  return { planned };
}
