import { unusedLet } from '../diagnostics/codes/definitions.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { namesIn } from '../expression/names-in.ts';
import type { ExperimentSyntax } from './syntax.ts';

/**
 * Warns of lets and imports that nothing mentions.
 * @param files the experiment as written and as each profile makes it: a name may serve one of them only
 */
export function reportUnreadNames(
  { lets, imports }: ExperimentSyntax,
  files: readonly ExperimentSyntax[],
  report: Report,
): void {
  if (lets.length + imports.length === 0) return;
  const mentioned = namesIn(files);
  for (const [entries, what] of [
    [lets, 'value'],
    [imports, 'import'],
  ] as const)
    for (const { name, span } of entries)
      if (!mentioned.has(name)) report(diagnose(unusedLet, span, { name, what }));
}
