import { fileTrained } from '../diagnostics/codes/network-files.ts';
import type { Diagnostic, Related, Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { resolveNetwork } from '../experiment/network.ts';
import type { NetworkFiles } from '../experiment/network-files.ts';
import { isTooMuch } from '../experiment/size.ts';
import type { ExperimentSyntax } from '../experiment/syntax.ts';
import { resolveTraining } from '../experiment/train.ts';
import type { Arms, ScopeOfArms } from '../experiment/where.ts';
import type { Scope } from '../expression/scope.ts';
import type { Variant } from '../plan/plan.ts';
import { fileOf } from '../registry/layers/from_file.ts';

/**
 * The network and the training of each combination of arms. A mistake that several combinations
 * share is reported once, with the arms that it happens in where others are sound.
 */
export function expandVariants(
  syntax: ExperimentSyntax,
  all: readonly Arms[],
  scopeOf: ScopeOfArms,
  files: NetworkFiles,
  report: Report,
): readonly Variant[] {
  const found = new Map<string, { diagnostic: Diagnostic; arms: Arms; count: number }>();
  let layers = 0;
  let isTooLarge = false;
  const variants = all.flatMap((arms) => {
    if (isTooLarge) return [];
    const here = new Set<string>();
    const collect: Report = (diagnostic) => {
      const { code, span } = diagnostic;
      const known = `${code} ${span.file} ${span.start} ${span.end}`;
      if (here.has(known)) return;
      here.add(known);
      const earlier = found.get(known);
      if (earlier) earlier.count += 1;
      else found.set(known, { diagnostic, arms, count: 1 });
    };
    const variant = expandOne(syntax, arms, scopeOf(arms, collect), files);
    layers += variant?.network.layers.length ?? 0;
    for (const { span } of syntax.axes.slice(0, 1))
      isTooLarge = isTooMuch('combinations of arms times layers', layers, span, report);
    return variant ?? [];
  });
  for (const { diagnostic, arms, count } of found.values()) {
    const shown = new Set(diagnostic.related.map(({ span }) => `${span.file} ${span.start}`));
    const others = armsAsRelated(arms).filter(({ span }) => !shown.has(`${span.file} ${span.start}`));
    const related = count < all.length ? [...diagnostic.related, ...others] : diagnostic.related;
    report({ ...diagnostic, related });
  }
  return variants;
}

function expandOne(
  { network, train }: ExperimentSyntax,
  arms: Arms,
  scope: Scope,
  files: NetworkFiles,
): Variant | undefined {
  if (!network) return undefined;
  const resolved = resolveNetwork(network, scope, files);
  if (train && resolved && fileOf(resolved.spec)) {
    scope.report(diagnose(fileTrained, train.span, {}));
    return undefined;
  }
  const training = train && resolveTraining(train, resolved, scope);
  if (!resolved || (train && !training)) return undefined;
  const names = [...arms].map(([axis, arm]) => [axis, arm.name]);
  return {
    id: names.map(([axis, arm]) => `${axis}=${arm}`).join(',') || 'base',
    arms: Object.fromEntries(names),
    network: resolved.spec,
    ...(training ? { training } : {}),
  };
}

function armsAsRelated(arms: Arms): readonly Related[] {
  return [...arms].map(([axis, { name, span }]) => ({ span, message: `with ${axis} = ${name}` }));
}
