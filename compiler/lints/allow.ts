import { catalogue } from '../diagnostics/catalogue.ts';
import { allowedInVain, allowedWithoutReason, notAllowable } from '../diagnostics/codes/lints.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Span } from '../source/span.ts';
import type { YamlMap } from '../source/yaml-tree.ts';

/** The warnings that a file allows, by code, with the place of each. */
export interface Allowed {
  readonly codes: ReadonlyMap<string, Span>;
  /** Whether each must occur: where there are profiles, one of them may be what it is for. */
  readonly mustOccur: boolean;
}

/** Reads `allow: {CR0905: the reason}`: a warning's code, and a reason for the reader. */
export function readAllowed(
  section: YamlMap | undefined,
  hasProfiles: boolean,
  report: Report,
): Allowed | undefined {
  if (!section) return undefined;
  const warnings = [...catalogue.values()].filter(({ severity }) => severity === 'warning');
  const known = warnings.map(({ code }) => code);
  const codes = new Map<string, Span>();
  for (const { key, value } of section.entries) {
    const code = key.text;
    if (!known.includes(code)) {
      const problem = catalogue.has(code) ? ('error' as const) : ('unknown' as const);
      report(diagnose(notAllowable, key.span, { code, problem, nearest: nearest(code, known) }));
    } else if (value?.kind !== 'scalar' || value.text.trim() === '')
      report(diagnose(allowedWithoutReason, key.span, { code }));
    else codes.set(code, key.span);
  }
  return { codes, mustOccur: !hasProfiles };
}

/** `diagnostics` without the warnings that the file allows, and with one for each that it allows in vain. */
export function withoutAllowed(
  diagnostics: readonly Diagnostic[],
  allowed: Allowed | undefined,
): readonly Diagnostic[] {
  if (!allowed) return diagnostics;
  const { codes, mustOccur } = allowed;
  const kept = diagnostics.filter(({ code, severity }) => severity === 'error' || !codes.has(code));
  // Doubts about the design come last: while there is an error, nothing is known of them.
  if (!mustOccur || kept.some(({ severity }) => severity === 'error')) return kept;
  const raised = new Set(diagnostics.map(({ code }) => code));
  const vain = [...codes].filter(([code]) => !raised.has(code));
  return [...kept, ...vain.map(([code, span]) => diagnose(allowedInVain, span, { code }))];
}
