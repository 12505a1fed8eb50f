import { unusedLet } from '../diagnostics/codes/definitions.ts';
import { takenName } from '../diagnostics/codes/names.ts';
import { unusedNetwork } from '../diagnostics/codes/network.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { namesIn } from '../expression/names-in.ts';
import type { Scope } from '../expression/scope.ts';
import { article, type Value } from '../expression/values.ts';
import { registry } from '../registry/index.ts';
import type { ExperimentSyntax, Named, SubNetworkSyntax } from './syntax.ts';

/**
 * The networks of a file by name, ready to be called. Names in their layers mean what `scope` says, where
 * the file is imported; without it what they mean in the experiment that the networks are part of.
 */
export function subNetworks(
  entries: readonly Named<SubNetworkSyntax>[],
  report: Report,
  scope?: () => Scope,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const { name, span, value } of entries) {
    const record = registry.get(name);
    if (record) report(diagnose(takenName, span, { name, by: article(record.kind) }));
    else values.set(name, { kind: 'network', network: { name, span, ...value, ...(scope && { scope }) } });
  }
  return values;
}

/**
 * Warns of networks of the file that nothing calls, and of parameters that their layers do not read.
 * @param files the experiment as written and as each profile makes it: a network may serve one of them only
 */
export function reportUnusedNetworks(
  { networks }: ExperimentSyntax,
  files: readonly ExperimentSyntax[],
  report: Report,
): void {
  const called = calledIn(files);
  for (const { name, span, value } of networks) {
    if (!called.has(name)) report(diagnose(unusedNetwork, span, { name }));
    const read = namesIn(value.layers);
    for (const parameter of value.parameters)
      if (!read.has(parameter.name))
        report(diagnose(unusedLet, parameter.span, { name: parameter.name, what: 'parameter' }));
  }
}

/** Every name before parentheses in a syntax tree. */
function calledIn(syntax: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(syntax)) for (const item of syntax) calledIn(item, found);
  else if (typeof syntax === 'object' && syntax !== null) {
    const { kind, callee } = syntax as { kind?: string; callee?: { kind?: string; name?: string } };
    if (kind === 'call' && callee?.kind === 'name') found.add(callee.name as string);
    for (const part of Object.values(syntax)) calledIn(part, found);
  }
  return found;
}
