import { type Compilation, type CompileOptions, compile } from '../../compiler/compile.ts';
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { experiment as base } from '../../compiler/diagnostics/examples/example.ts';

/** A small experiment with every section; tests change one line of it. */
export { base };

/** `base` with one piece of text replaced; the piece must be there exactly once. */
export function edited(before: string, after: string, text = base): string {
  const parts = text.split(before);
  if (parts.length !== 2) throw new Error(`"${before}" stands ${parts.length - 1} times in the experiment`);
  return parts.join(after);
}

/** `base` with a validation part. */
export const split = base.replace('test = 50%)', 'test = 40%, validation = 20%)');

/** `split` with the axis `rate` tuned instead, for claims and charts that leave it open. */
export const tuned = split
  .replace(
    '  rate: [1e-3, 1e-2]\n',
    'tune:\n  rate:\n    values: [1e-3, 1e-2]\n    by: accuracy(points.validation)\n',
  )
  .replace('    per: rate\n', '')
  .replace('      column: rate\n', '');

export function compileText(text: string, options: Partial<CompileOptions> = {}): Compilation {
  return compile([{ file: 'small.crease.yaml', text }], { numerics: 'test', ...options });
}

/**
 * Compiles `base` with `before` replaced by `after`, in which `<|…|>` marks where the one expected
 * diagnostic must point.
 */
export function diagnoseEdit(
  before: string,
  after: string,
): { diagnostics: readonly Diagnostic[]; marked: string; pointed: string[] } {
  const text = edited(before, after);
  const start = text.indexOf('<|');
  const end = text.indexOf('|>') - 2;
  const clean = text.replace('<|', '').replace('|>', '');
  const { diagnostics } = compileText(clean);
  return {
    diagnostics,
    marked: clean.slice(start, end),
    pointed: diagnostics.map(({ span }) => clean.slice(span.start, span.end)),
  };
}
