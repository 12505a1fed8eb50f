import type { Related } from '../diagnostics/diagnostic.ts';
import { accept } from '../expression/accept.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import type { Value } from '../expression/values.ts';
import type { NetworkSpec } from '../plan/plan.ts';
import type { NetworkFiles } from './network-files.ts';
import { Placer, type Site } from './place.ts';
import { sinceHere, Wiring } from './shapes.ts';
import type { NetworkSyntax } from './syntax.ts';

export interface ResolvedNetwork {
  readonly spec: NetworkSpec;
  /** Where each layer that is not a sum was written, by its path. */
  readonly sites: ReadonlyMap<string, Site>;
  /** Where its output got its shape. */
  readonly since: readonly Related[];
}

/**
 * The network of one combination of arms: repetitions and calls written out, then shapes followed layer by
 * layer. Undefined where something is wrong.
 */
export function resolveNetwork(
  syntax: NetworkSyntax,
  scope: Scope,
  files: NetworkFiles,
): ResolvedNetwork | undefined {
  const input = syntax.input && dataOf(syntax.input, scope);
  const written = new Placer().all(syntax.layers, '', scope);
  const placed = input && written && files.fill(written, input);
  if (!placed) return undefined;
  const { shape, parts } = input.spec;
  const wiring = new Wiring();
  const since = { span: (syntax.input as Expression).span, scope };
  const output = wiring.follow(placed, { from: 'input', shape, since });
  if (!output) return undefined;
  const part = input.part === 'all' && parts.train !== undefined ? 'train' : input.part;
  return {
    spec: { input: { data: input.name, part }, shape, layers: wiring.layers },
    sites: wiring.sites,
    since: sinceHere(output.shape, output.since),
  };
}

/** The data set that `expression` names; reported where it names none. */
export function dataOf(expression: Expression, scope: Scope): Extract<Value, { kind: 'data' }> | undefined {
  const value = evaluate(expression, scope);
  const setting = accept(value, { kind: 'points' }, '`data` and `input`', expression.span, scope.report);
  return setting === undefined ? undefined : (value as Extract<Value, { kind: 'data' }>);
}
