import { takenName } from '../diagnostics/codes/names.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { builtInNames } from '../expression/scope.ts';
import type { Span } from '../source/span.ts';
import type { ExperimentSyntax, Named } from './syntax.ts';

/** Sections whose names share one namespace, in the order in which they claim names. */
const sections = [
  ['imports', 'an import'],
  ['lets', 'a value under `let`'],
  ['data', 'a data set'],
  ['axes', 'an axis'],
  ['networks', 'a network'],
  ['measure', 'a measurement'],
] as const;

/** The experiment without entries whose name is taken already; each of them is reported. */
export function withoutTakenNames(syntax: ExperimentSyntax, report: Report): ExperimentSyntax {
  const taken = new Map<string, { readonly by: string; readonly span?: Span }>(
    [...builtInNames].map((name) => [name, { by: 'a built-in name' }]),
  );
  const free = <T>(entries: readonly Named<T>[], what: string) =>
    entries.filter(({ name, span }) => {
      const first = taken.get(name);
      if (!first) taken.set(name, { by: what, span });
      else {
        const related = first.span ? [{ span: first.span, message: 'declared here' }] : [];
        report(diagnose(takenName, span, { name, by: first.by }, { related }));
      }
      return !first;
    });
  const kept = sections.map(([key, what]) => [key, free<unknown>(syntax[key], what)]);
  return { ...syntax, ...Object.fromEntries(kept) };
}
