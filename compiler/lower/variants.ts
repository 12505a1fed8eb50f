import type { Diagnostic, Related, Report } from '../diagnostics/diagnostic.ts';
import { combinations, type ResolvedArm, type ResolvedAxis } from '../experiment/axes.ts';
import { resolveNetwork } from '../experiment/network.ts';
import type { ExperimentSyntax } from '../experiment/syntax.ts';
import { resolveTraining } from '../experiment/train.ts';
import { scopeOf } from '../expression/scope.ts';
import type { Value } from '../expression/values.ts';
import type { Variant } from '../plan/plan.ts';

/**
 * The network and the training of every combination of arms. A mistake that several combinations
 * share is reported once, with the arms that it happens in where others are sound.
 */
export function expandVariants(
  syntax: ExperimentSyntax,
  axes: readonly ResolvedAxis[],
  data: ReadonlyMap<string, Value>,
  read: (axis: string) => void,
  report: Report,
): readonly Variant[] {
  const all = combinations(axes);
  const found = new Map<
    string,
    { diagnostic: Diagnostic; arms: ReadonlyMap<string, ResolvedArm>; count: number }
  >();
  const variants = all.flatMap((arms) => {
    const collect: Report = (diagnostic) => {
      const { code, span } = diagnostic;
      const known = `${code} ${span.file} ${span.start} ${span.end}`;
      const earlier = found.get(known);
      if (earlier) earlier.count += 1;
      else found.set(known, { diagnostic, arms, count: 1 });
    };
    return expandOne(syntax, arms, data, read, collect) ?? [];
  });
  for (const { diagnostic, arms, count } of found.values()) {
    const related = count < all.length ? [...diagnostic.related, ...armsAsRelated(arms)] : diagnostic.related;
    report({ ...diagnostic, related });
  }
  return variants;
}

function expandOne(
  { network, train }: ExperimentSyntax,
  arms: ReadonlyMap<string, ResolvedArm>,
  data: ReadonlyMap<string, Value>,
  read: (axis: string) => void,
  report: Report,
): Variant | undefined {
  if (!network) return undefined;
  const values = new Map([...data, ...[...arms].map(([axis, arm]): [string, Value] => [axis, arm.value])]);
  const scope = scopeOf(values, report, read);
  const spec = resolveNetwork(network, scope);
  const training = train && resolveTraining(train, spec, scope);
  if (!spec || (train && !training)) return undefined;
  const names = [...arms].map(([axis, arm]) => [axis, arm.name]);
  return {
    id: names.map(([axis, arm]) => `${axis}=${arm}`).join(',') || 'base',
    arms: Object.fromEntries(names),
    network: spec,
    ...(training ? { training } : {}),
  };
}

function armsAsRelated(arms: ReadonlyMap<string, ResolvedArm>): readonly Related[] {
  return [...arms].map(([axis, { name, span }]) => ({ span, message: `with ${axis} = ${name}` }));
}
