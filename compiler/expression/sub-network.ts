import { networkInItself } from '../diagnostics/codes/network.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { LayerSyntax } from '../experiment/syntax.ts';
import type { Span } from '../source/span.ts';
import { pairArguments } from './call.ts';
import { evaluate } from './evaluate.ts';
import { printExpression } from './print.ts';
import type { Scope } from './scope.ts';
import type { Call, Expression } from './tree.ts';
import { broken, type Given, hole, type Value } from './values.ts';

/** A part of a network under a name: `networks: {mlp: {parameters: …, layers: …}}`. */
export interface SubNetwork {
  readonly name: string;
  /** Where it is named. */
  readonly span: Span;
  readonly parameters: readonly NetworkParameter[];
  readonly layers: readonly LayerSyntax[];
  /** The scope of its own file where it was imported; else names mean what they mean in the experiment. */
  readonly scope?: () => Scope;
}

export interface NetworkParameter {
  readonly name: string;
  readonly span: Span;
  /** Its default, or the name of what must be given: `width: 64`, `width: number`. */
  readonly value: Expression;
}

/** The value of a call such as `mlp(width = 32)`; a hole where something is wrong with it. */
export function callNetwork(network: SubNetwork, expression: Call, scope: Scope): Value {
  const { callee, arguments: given, span } = expression;
  if (scope.inside?.includes(network)) {
    const related = [{ span: network.span, message: `\`${network.name}\` is declared here` }];
    scope.report(diagnose(networkInItself, callee.span, { name: network.name }, { related }));
    return hole;
  }
  const called = printExpression(callee);
  const values = new Map<string, Given>();
  let sound = true;
  for (const { argument, parameter } of pairArguments(given, called, network.parameters, scope)) {
    const value = evaluate(argument.value, scope);
    if (!parameter || broken(value)) sound = false;
    else values.set(parameter.name, { value, span: argument.value.span });
  }
  return sound ? { kind: 'copy', network, called, given: values, span } : hole;
}
