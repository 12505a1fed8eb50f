import type { Report } from '../diagnostics/diagnostic.ts';
import type { ResolvedAxis } from '../experiment/axes.ts';
import type { ResolvedMeasurement } from '../experiment/measure.ts';
import type { ExperimentSyntax } from '../experiment/syntax.ts';
import type { Claim, Comparison, Variant } from '../plan/plan.ts';
import { comparisonsOf } from '../plan/quantity.ts';
import type { Span } from '../source/span.ts';

/** What a lint may look at: an experiment without mistakes. */
export interface LintContext {
  readonly syntax: ExperimentSyntax;
  readonly axes: readonly ResolvedAxis[];
  readonly variants: readonly Variant[];
  readonly measurements: ReadonlyMap<string, ResolvedMeasurement>;
  readonly claims: Readonly<Record<string, Claim>>;
  readonly replicates: readonly number[];
  readonly report: Report;
}

/** Reports what is doubtful of one kind. */
export type Lint = (context: LintContext) => void;

/** Every comparison of every claim, with the place of its claim's expectation. */
export function comparisonsIn({
  claims,
  syntax,
}: LintContext): readonly { name: string; claim: Claim; comparison: Comparison; span: Span }[] {
  return syntax.claims.flatMap(({ name, span, value }) => {
    const claim = claims[name];
    return comparisonsOf(claim.expect).map((comparison) => ({
      name,
      claim,
      comparison,
      span: value.expect?.span ?? span,
    }));
  });
}

/** Whether a comparison is decided by an interval. */
export function isTested(claim: Claim, comparison: Comparison): boolean {
  return !claim.exact && !(comparison.kind === 'compare' && comparison.operator === '==');
}

/** The arms of an axis that occur in some variant, in their order. */
export function armsIn({ variants }: Pick<LintContext, 'variants'>, axis: ResolvedAxis): readonly string[] {
  const names = axis.arms.map(({ name }) => name);
  return names.filter((name) => variants.some(({ arms }) => arms[axis.name] === name));
}
