import {
  nothingSplit,
  replicatesAndSeeds,
  seedTwice,
  unknownSplit,
} from '../diagnostics/codes/definitions.ts';
import { tooBig, wrongType } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { accept } from '../expression/accept.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe } from '../expression/values.ts';
import type { DataSpec } from '../plan/plan.ts';
import type { ParameterType } from '../registry/construct.ts';
import type { ExperimentSyntax } from './syntax.ts';

const seedType = { kind: 'number', unit: 'one', whole: true, min: 0, max: Number.MAX_SAFE_INTEGER } as const;
const mostReplicates = 10_000;
const replicatesType = { kind: 'number', unit: 'count', whole: true, min: 1, max: mostReplicates } as const;
const numberType = { kind: 'number', unit: 'count', whole: true, min: 1 } as const;

export interface Head {
  readonly seed: number;
  /** The numbers of the replicates, in order of the file. */
  readonly replicates: readonly number[];
  /** Whether each replicate has its own split of the data. */
  readonly splitPerReplicate: boolean;
}

/** The root seed (0 unless said), the replicates (one, of number 1, unless said) and how data are split. */
export function readHead(
  { seed, replicates, seeds, split }: ExperimentSyntax,
  data: Readonly<Record<string, DataSpec>>,
  scope: Scope,
): Head {
  if (seeds && replicates) scope.report(diagnose(replicatesAndSeeds, seeds.span, {}));
  const count = whole(replicates, replicatesType, '`replicates`', 1, scope);
  return {
    seed: whole(seed, seedType, '`seed`', 0, scope),
    replicates: seeds ? readSeeds(seeds, scope) : Array.from({ length: count }, (_, i) => i + 1),
    splitPerReplicate: split !== undefined && isPerReplicate(split, data, scope),
  };
}

function readSeeds(expression: Expression, scope: Scope): readonly number[] {
  const value = evaluate(expression, scope);
  if (broken(value)) return [];
  if (value.kind !== 'list') {
    const help =
      'for as many replicates write `replicates: 5`; `seeds: [1, 2, 3]` gives them numbers of their own';
    const data = { what: '`seeds`', wanted: 'a list of whole numbers', got: describe(value), help };
    scope.report(diagnose(wrongType, expression.span, data));
    return [];
  }
  if (value.items.length === 0 || value.items.length > mostReplicates) {
    const data = { what: 'seeds', count: value.items.length, most: mostReplicates };
    if (value.items.length > 0) scope.report(diagnose(tooBig, expression.span, data));
    else {
      const data = { what: '`seeds`', wanted: 'at least one number', got: 'an empty list' };
      scope.report(diagnose(wrongType, expression.span, data));
    }
    return [];
  }
  const seen = new Set<number>();
  for (const [i, item] of value.items.entries()) {
    const { span } = expression.kind === 'list' ? expression.items[i] : expression;
    const number = accept(item, numberType, '`seeds`', span, scope.report) as number | undefined;
    if (number === undefined) continue;
    if (seen.has(number)) scope.report(diagnose(seedTwice, span, { seed: number }));
    seen.add(number);
  }
  return [...seen];
}

function isPerReplicate(
  { text, span }: NonNullable<ExperimentSyntax['split']>,
  data: Readonly<Record<string, DataSpec>>,
  { report }: Scope,
): boolean {
  if (text.trim() !== 'per replicate') {
    report(diagnose(unknownSplit, span, { found: text }));
    return false;
  }
  const split = Object.values(data).some(({ parts }) => Object.keys(parts).length > 1);
  if (!split) report(diagnose(nothingSplit, span, {}));
  return split;
}

function whole(
  expression: Expression | undefined,
  type: ParameterType,
  what: string,
  standard: number,
  scope: Scope,
): number {
  if (!expression) return standard;
  const value = accept(evaluate(expression, scope), type, what, expression.span, scope.report);
  return (value as number | undefined) ?? standard;
}
