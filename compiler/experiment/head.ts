import type { Report } from '../diagnostics/diagnostic.ts';
import { accept } from '../expression/accept.ts';
import { evaluate } from '../expression/evaluate.ts';
import { scopeOf } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import type { ParameterType } from '../registry/construct.ts';
import type { ExperimentSyntax } from './syntax.ts';

const seedType = { kind: 'number', unit: 'one', whole: true, min: 0, max: Number.MAX_SAFE_INTEGER } as const;
const replicatesType = { kind: 'number', unit: 'count', whole: true, min: 1, max: 10_000 } as const;

/** The root seed (0 unless said) and the number of replicates (1 unless said). */
export function readHead(
  { seed, replicates }: ExperimentSyntax,
  report: Report,
): { seed: number; replicates: number } {
  return {
    seed: whole(seed, seedType, '`seed`', 0, report),
    replicates: whole(replicates, replicatesType, '`replicates`', 1, report),
  };
}

function whole(
  expression: Expression | undefined,
  type: ParameterType,
  what: string,
  standard: number,
  report: Report,
): number {
  if (!expression) return standard;
  const value = accept(evaluate(expression, scopeOf(new Map(), report)), type, what, expression.span, report);
  return (value as number | undefined) ?? standard;
}
