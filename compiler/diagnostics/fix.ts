import type { Diagnostic, Edit } from './diagnostic.ts';

export interface Mended {
  /** Texts by file, with the fixes in them. */
  readonly sources: ReadonlyMap<string, string>;
  /** The diagnostics whose fixes were applied. */
  readonly applied: readonly Diagnostic[];
}

/**
 * Applies the fixes of `diagnostics`, whole or not at all: one that overlaps an earlier one, or edits a text
 * that is not among `sources`, waits for the next time.
 */
export function applyFixes(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>): Mended {
  const edits: Edit[] = [];
  const applied = diagnostics.filter(({ fix }) => {
    const possible =
      fix !== undefined &&
      fix.length > 0 &&
      fix.every(({ span }) => sources.has(span.file) && !edits.some((edit) => overlap(edit.span, span)));
    if (possible) edits.push(...fix);
    return possible;
  });
  const mended = [...sources].map(([file, text]): [string, string] => [
    file,
    applyEdits(
      text,
      edits.filter(({ span }) => span.file === file),
    ),
  ]);
  return { sources: new Map(mended), applied };
}

/** `text` after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const backwards = [...edits].sort((a, b) => b.span.start - a.span.start);
  return backwards.reduce(
    (whole, { span, text: part }) => whole.slice(0, span.start) + part + whole.slice(span.end),
    text,
  );
}

/** Whether two stretches share a character, or begin at the same place. */
function overlap(a: Edit['span'], b: Edit['span']): boolean {
  return a.file === b.file && (a.start === b.start || (a.start < b.end && b.start < a.end));
}
