import {
  argumentTwice,
  comparedArgument,
  missingArgument,
  tooManyArguments,
  unknownName,
  unknownParameter,
} from '../diagnostics/codes/names.ts';
import { notCalled } from '../diagnostics/codes/network.ts';
import { notHere, undefinedValue } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Construct, Setting } from '../plan/plan.ts';
import { type Parameter, refused } from '../registry/construct.ts';
import { type RegistryRecord, registry } from '../registry/index.ts';
import { statistics } from '../registry/statistics/index.ts';
import { accept } from './accept.ts';
import { evaluate } from './evaluate.ts';
import { printExpression } from './print.ts';
import { joined, type Scope } from './scope.ts';
import { callNetwork } from './sub-network.ts';
import type { Argument, Call, Expression, Member, Name } from './tree.ts';
import { broken, describe, hole, type Value } from './values.ts';

/** The value of a call: a construct with every setting filled in, or what a function computes. */
export function call(expression: Call, scope: Scope): Value {
  const { callee } = expression;
  const record = callee.kind === 'name' ? registry.get(callee.name) : undefined;
  if (!record) return callNamed(expression, scope);
  const settings = bind(expression, record.name, record.parameters, record.example, scope);
  return settings ? construct(record, settings, expression, scope) : hole;
}

const inClaims = 'statistics reduce what was measured, so they belong into claims';

const inChoice = `${inClaims}; of two numbers choose one: \`if a > b then a else b\``;

/** The name that a chain of dots begins with: `torch` in `torch.nn.ReLU`. */
function rootOf({ of }: Member): Name | undefined {
  return of.kind === 'member' ? rootOf(of) : of.kind === 'name' ? of : undefined;
}

/** A call of something that a file names: one of its networks. */
function callNamed(expression: Call, scope: Scope): Value {
  const { callee, arguments: given } = expression;
  const foreign = callee.kind === 'member' && rootOf(callee);
  if (foreign && !scope.knows(foreign.name)) {
    const name = printExpression(callee);
    const known = [...registry.keys()];
    scope.report(
      diagnose(unknownName, callee.span, { name, nearest: nearest(callee.name, known), known, called: true }),
    );
    return hole;
  }
  const called = callee.kind === 'name' ? scope.lookup(callee.name, callee.span) : evaluate(callee, scope);
  if (called?.kind === 'network') return callNetwork(called.network, expression, scope);
  if (!called) {
    const { name, span } = callee as Name;
    if (Object.hasOwn(statistics, name)) {
      const help = name === 'max' || name === 'min' ? inChoice : inClaims;
      scope.report(diagnose(notHere, span, { what: `the statistic ${name}()`, where: 'a setting', help }));
    } else {
      const known = joined(registry, scope.names());
      scope.report(diagnose(unknownName, span, { name, nearest: nearest(name, known), known, called: true }));
    }
  } else if (!broken(called)) {
    const data = { text: printExpression(callee), what: describe(called) };
    scope.report(diagnose(notCalled, callee.kind === 'name' ? callee.span : callee.nameSpan, data));
  }
  for (const argument of given) evaluate(argument.value, scope);
  return hole;
}

const finite = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(finite) : typeof value !== 'number' || Number.isFinite(value);

function construct(record: RegistryRecord, settings: Record<string, Setting>, at: Call, scope: Scope): Value {
  if (record.kind !== 'function')
    return { kind: 'construct', record, value: { is: record.name, ...settings } };
  const computed = record.evaluate(settings);
  const value = finite(computed)
    ? computed
    : { refused: `a value of ${record.name}() is too large for a number` };
  if (refused(value)) {
    scope.report(diagnose(undefinedValue, at.span, { reason: value.refused, help: value.help }));
    return hole;
  }
  if (!('unit' in record.result)) return { kind: record.result.kind, value: value as Construct };
  const unit = record.result.unit(settings);
  return record.result.kind === 'number'
    ? { kind: 'number', value: value as number, unit }
    : { kind: 'list', items: (value as number[]).map((item) => ({ kind: 'number', value: item, unit })) };
}

/**
 * The settings that a call gives, checked against `parameters`, with defaults filled in;
 * undefined where something is wrong, after every mistake has been reported.
 */
export function bind(
  { arguments: given, callee, span }: Call,
  of: string,
  parameters: readonly Parameter[],
  example: string,
  scope: Scope,
): Record<string, Setting> | undefined {
  const settings: Record<string, Setting> = {};
  const seen = new Set<string>();
  let sound = true;
  for (const { argument, parameter } of pairArguments(given, of, parameters, scope)) {
    const value = wordOf(argument.value, parameter, scope) ?? evaluate(argument.value, scope);
    const what = `${of}(${parameter?.name})`;
    const setting = parameter && accept(value, parameter.type, what, argument.value.span, scope.report);
    if (parameter) seen.add(parameter.name);
    if (parameter && setting !== undefined) settings[parameter.name] = setting;
    else sound = false;
  }
  for (const { name, default: standard, about } of parameters) {
    if (seen.has(name)) continue;
    if (standard !== undefined) settings[name] = standard;
    else {
      // A call that already has a mistake may have meant this one.
      if (sound)
        scope.report(
          diagnose(missingArgument, callee.kind === 'name' ? callee.span : span, {
            name,
            of,
            about,
            example,
          }),
        );
      sound = false;
    }
  }
  return sound ? inOrder(settings, parameters) : undefined;
}

/** A word for a parameter that offers some, where it is no name of the file; reported where it is none of them. */
function wordOf(written: Expression, parameter: Parameter | undefined, scope: Scope): Value | undefined {
  if (parameter?.type.kind !== 'choice' || written.kind !== 'name' || scope.knows(written.name))
    return undefined;
  const { name, span } = written;
  const { of: known } = parameter.type;
  if (known.includes(name)) return { kind: 'text', value: name };
  scope.report(diagnose(unknownName, span, { name, nearest: nearest(name, known), known }));
  return hole;
}

/** Each argument with the parameter that it is for; where there is none, that has been reported. */
export function pairArguments<P extends { readonly name: string }>(
  given: readonly Argument[],
  of: string,
  parameters: readonly P[],
  scope: Scope,
): readonly { readonly argument: Argument; readonly parameter: P | undefined }[] {
  const seen = new Set<P>();
  return given.map((written, position) => {
    const argument = withoutComparison(written, of, parameters, scope);
    const parameter = parameterFor(argument, position, of, parameters, scope);
    if (!parameter || !seen.has(parameter)) {
      if (parameter) seen.add(parameter);
      return { argument, parameter };
    }
    scope.report(diagnose(argumentTwice, argument.span, { name: parameter.name, of }));
    return { argument, parameter: undefined };
  });
}

/** `bias == none` where `bias = none` is meant: the parameter's name on the left says so. */
function withoutComparison(
  argument: Argument,
  of: string,
  parameters: readonly { readonly name: string }[],
  scope: Scope,
): Argument {
  const { name, value } = argument;
  if (name || value.kind !== 'binary' || value.operator !== '==' || value.left.kind !== 'name')
    return argument;
  const { left, right, operatorSpan } = value;
  if (!parameters.some((parameter) => parameter.name === left.name)) return argument;
  const fix = [{ span: operatorSpan, text: '=' }];
  scope.report(diagnose(comparedArgument, operatorSpan, { name: left.name, of }, { fix }));
  return { ...argument, name: { name: left.name, span: left.span }, value: right };
}

function parameterFor<P extends { readonly name: string }>(
  argument: Argument,
  position: number,
  of: string,
  parameters: readonly P[],
  scope: Scope,
): P | undefined {
  const { name } = argument;
  if (!name) {
    if (position >= parameters.length) {
      scope.report(diagnose(tooManyArguments, argument.span, { of, most: parameters.length }));
    }
    return parameters[position];
  }
  const found = parameters.find((parameter) => parameter.name === name.name);
  if (!found) {
    const known = parameters.map((parameter) => parameter.name);
    scope.report(
      diagnose(unknownParameter, name.span, {
        name: name.name,
        of,
        nearest: nearest(name.name, known),
        known,
      }),
    );
  }
  return found;
}

function inOrder(
  settings: Record<string, Setting>,
  parameters: readonly Parameter[],
): Record<string, Setting> {
  return Object.fromEntries(parameters.map(({ name }) => [name, settings[name]]));
}
