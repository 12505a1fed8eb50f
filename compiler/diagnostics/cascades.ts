import { lineFinder } from '../source/lines.ts';
import { SpanSet } from '../source/span-set.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Order of the phases: what was wrong with the text may be all that is wrong with what it says. */
function phase({ code }: Diagnostic): number {
  return code.startsWith('CR01') ? 1 : code.startsWith('CR02') ? 2 : 3;
}

/** What a call lacks may be in the piece of it that could not be parsed. */
const missingArgument = 'CR0310';

/** What is said of a name that nothing has: a section that could not be read may have it. */
const aboutNames: ReadonlySet<string> = new Set(['CR0306', 'CR0607', 'CR0608', 'CR0703', 'CR0704', 'CR0707']);

/** YAML splits `a ? b : c` at its colon; that a choice is written otherwise says it all. */
const splitByColon = 'CR0114';
const foreignChoice = 'CR0216';

/**
 * Leaves out what only follows from an earlier phase's mistake: anything on a line that YAML could not read as
 * it was meant, what the checker thinks of the very piece of an expression that could not be parsed, and
 * unknown names where a section that may have them could not be read (`namesKnown` is false).
 */
export function withoutCascades(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  namesKnown: boolean,
): readonly Diagnostic[] {
  const finders = new Map([...sources].map(([file, text]) => [file, lineFinder(text)]));
  const line = ({ span }: Diagnostic) => `${span.file}:${finders.get(span.file)?.(span.start) ?? 0}`;
  const choices = new Set(diagnostics.filter(({ code }) => code === foreignChoice).map(line));
  const roots = diagnostics.filter((one) => one.code !== splitByColon || !choices.has(line(one)));
  const yamlLines = new Set(roots.filter((one) => phase(one) === 1).map(line));
  const unparsed = roots.filter((one) => phase(one) === 2);
  const unparsedSpans = new SpanSet(unparsed.map(({ span }) => span));
  const unparsedLines = new Set(unparsed.map(line));
  return roots.filter((one) => {
    if (phase(one) > 1 && yamlLines.has(line(one))) return false;
    if (one.code === missingArgument && unparsedLines.has(line(one))) return false;
    if (!namesKnown && aboutNames.has(one.code)) return false;
    return phase(one) < 3 || !unparsedSpans.overlaps(one.span);
  });
}
