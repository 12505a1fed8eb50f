import { takenName } from '../diagnostics/codes/names.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { builtInNames } from '../expression/scope.ts';
import { hole, type Value } from '../expression/values.ts';
import type { Span } from '../source/span.ts';
import type { ExperimentSyntax, Named } from './syntax.ts';

/** Sections whose names share one namespace. */
const sections = [
  ['imports', 'an import'],
  ['lets', 'a value under `let`'],
  ['data', 'a data set'],
  ['axes', 'an axis'],
  ['tune', 'a tuned setting'],
  ['networks', 'a network'],
  ['measure', 'a measurement'],
] as const;

interface Claimed<T> {
  /** The file without entries whose name is taken already; each of them has been reported. */
  readonly free: T;
  /** Names that two things wanted, as values that keep what uses them silent. */
  readonly contested: ReadonlyMap<string, Value>;
}

/** Gives every name of an experiment or a fragment to whatever has it first in the file. */
export function claimNames<T extends Partial<ExperimentSyntax>>(syntax: T, report: Report): Claimed<T> {
  const taken = new Map<string, { readonly by: string; readonly span?: Span }>(
    [...builtInNames].map((name) => [name, { by: 'a built-in name' }]),
  );
  const entries = sections.flatMap(([key, by]) =>
    (syntax[key] ?? []).map(({ name, span }) => ({ name, span, by })),
  );
  const late = new Set<Span>();
  for (const { name, span, by } of entries.toSorted((a, b) => a.span.start - b.span.start)) {
    const first = taken.get(name);
    if (!first) taken.set(name, { by, span });
    else {
      const related = first.span ? [{ span: first.span, message: 'declared here' }] : [];
      report(diagnose(takenName, span, { name, by: first.by, as: by }, { related }));
      late.add(span);
    }
  }
  const kept = sections.flatMap(([key]) => {
    const own: readonly Named<unknown>[] | undefined = syntax[key];
    return own ? [[key, own.filter(({ span }) => !late.has(span))]] : [];
  });
  const lost = entries.filter(({ span }) => late.has(span));
  return {
    free: { ...syntax, ...Object.fromEntries(kept) },
    contested: new Map(lost.map(({ name }) => [name, hole])),
  };
}
