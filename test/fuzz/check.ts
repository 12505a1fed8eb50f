import { type Compilation, compile, isFragmentText } from '../../compiler/compile.ts';
import { printDiagnostics } from '../../compiler/diagnostics/print.ts';
import { analyse } from '../../compiler/language-server/analysis.ts';
import { check } from '../../compiler/language-server/check.ts';
import { complete } from '../../compiler/language-server/complete.ts';
import { hover } from '../../compiler/language-server/hover.ts';
import { outline } from '../../compiler/language-server/outline.ts';
import { semanticTokens } from '../../compiler/language-server/semantic-tokens.ts';
import type { Span } from '../../compiler/source/span.ts';
import type { Random } from './mutate.ts';

const file = 'small.crease.yaml';

/** Compiles a text; throws where the compiler breaks a promise that it makes for any text. */
export function checkText(text: string): Compilation {
  const sources = [{ file, text }];
  const isFragment = isFragmentText(file, text);
  const compilation = isFragment ? check(sources, []) : compile(sources, { numerics: 'test', missing: [] });
  const { plan, diagnostics, needs, wantedData } = compilation;
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  if (Boolean(plan) === failed && needs.length + wantedData.length === 0 && !isFragment)
    throw new Error(`a plan: ${Boolean(plan)}, errors: ${failed}`);
  for (const { span, related, fix = [] } of diagnostics)
    for (const each of [span, ...[...related, ...fix].map((other) => other.span)]) checkSpan(each, text);
  printDiagnostics(diagnostics, new Map([[file, text]]), { color: false });
  return compilation;
}

/** Asks the language server about a text; it must answer. */
export function checkAnswers(text: string, random: Random): void {
  const source = { file, text };
  const offset = random(text.length + 1);
  complete(source, offset);
  const analysis = analyse(source);
  if (!analysis) return;
  hover(analysis, offset, undefined);
  outline(analysis);
  for (const { span } of semanticTokens(analysis)) checkSpan(span, text);
}

function checkSpan({ file: where, start, end }: Span, text: string): void {
  if (where !== file) return;
  const inside =
    Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length;
  if (!inside) throw new Error(`the span ${start} to ${end} is not inside a text of ${text.length}`);
  if ([start, end].some((at) => splitsCharacter(text, at)))
    throw new Error(`the span ${start} to ${end} splits a character`);
}

const splitsCharacter = (text: string, at: number): boolean =>
  /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, at - 1), at + 1));
