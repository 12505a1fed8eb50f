import { renameSync, writeFileSync } from 'node:fs';
import type { Diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import { applyFixes } from '../compiler/diagnostics/fix.ts';
import { position } from '../compiler/diagnostics/position.ts';
import type { CompiledExperiment } from './experiments.ts';
import { filesOf } from './problems.ts';

export interface Fixed {
  /** As they are now. */
  readonly experiments: readonly CompiledExperiment[];
  /** One line for each fix, in the order in which they were made. */
  readonly changes: readonly string[];
}

/**
 * Writes certain fixes into the files and compiles again, until none is left: a fix may uncover the next
 * mistake. A text that comes back ends it, so that two fixes cannot undo each other for ever.
 */
export function fixExperiments(compileAll: () => readonly CompiledExperiment[]): Fixed {
  const changes: string[] = [];
  const seen = new Set<string>();
  for (;;) {
    const experiments = compileAll();
    const before = filesOf(experiments);
    const diagnostics = experiments.flatMap((experiment) => experiment.diagnostics);
    const { sources, applied } = applyFixes(diagnostics, before);
    const texts = JSON.stringify([...sources]);
    if (applied.length === 0 || seen.has(texts)) return { experiments, changes };
    seen.add(texts);
    changes.push(...applied.flatMap((diagnostic) => describe(diagnostic, before)));
    for (const [file, text] of sources) if (text !== before.get(file)) replaceFile(file, text);
  }
}

function describe({ code, fix = [] }: Diagnostic, sources: ReadonlyMap<string, string>): string[] {
  return fix.map(({ span, text }) => {
    const source = sources.get(span.file) ?? '';
    const { line, column } = position(source, span.start);
    const old = source.slice(span.start, span.end);
    const change =
      old === '' ? `added \`${text}\`` : text === '' ? `removed \`${old}\`` : `\`${old}\` is now \`${text}\``;
    return `${span.file}:${line}:${column}: ${change} (${code})`;
  });
}

/** Writes a file whole or not at all. */
export function replaceFile(file: string, text: string): void {
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}
