import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { parseExpression } from '../../../compiler/expression/parse.ts';
import type { Expression } from '../../../compiler/expression/tree.ts';
import type { YamlScalar } from '../../../compiler/source/yaml-tree.ts';

/** A scalar whose text is the whole file. */
export function bare(text: string): YamlScalar {
  const at = (start: number, end: number) => ({ file: 'test', start, end });
  return { kind: 'scalar', text, style: 'plain', span: at(0, text.length), at };
}

export function parse(text: string): { tree: Expression; found: Diagnostic[] } {
  const found: Diagnostic[] = [];
  return { tree: parseExpression(bare(text), (diagnostic) => found.push(diagnostic)), found };
}

/** `text` after the edits of a fix. */
export function applyFix(text: string, { fix }: Diagnostic): string | undefined {
  if (!fix) return undefined;
  const backwards = [...fix].sort((a, b) => b.span.start - a.span.start);
  return backwards.reduce(
    (all, { span, text }) => all.slice(0, span.start) + text + all.slice(span.end),
    text,
  );
}

/** The tree without its places. */
export function shape(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(shape);
  if (typeof tree !== 'object' || tree === null) return tree;
  const kept = Object.entries(tree).filter(
    ([key, value]) => !/^(?:span|nameSpan|operatorSpan)$/.test(key) && value !== undefined,
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, shape(value)]));
}
