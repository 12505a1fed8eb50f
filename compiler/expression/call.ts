import {
  argumentTwice,
  missingArgument,
  tooManyArguments,
  unknownName,
  unknownParameter,
} from '../diagnostics/codes/names.ts';
import { undefinedValue, wrongType } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Construct, Setting } from '../plan/plan.ts';
import { type Parameter, refused } from '../registry/construct.ts';
import { type RegistryRecord, registry } from '../registry/index.ts';
import { accept } from './accept.ts';
import { evaluate } from './evaluate.ts';
import type { Scope } from './scope.ts';
import type { Argument, Call } from './tree.ts';
import { hole, type Value } from './values.ts';

/** The value of a call: a construct with every setting filled in, or what a function computes. */
export function call(expression: Call, scope: Scope): Value {
  const { callee } = expression;
  if (callee.kind === 'member') {
    const data = {
      what: 'a part',
      wanted: 'no call here',
      got: `a call of \`.${callee.name}\``,
      help: 'parts of results can be called in claims',
    };
    scope.report(diagnose(wrongType, callee.nameSpan, data));
    return hole;
  }
  const record = registry.get(callee.name);
  if (!record) {
    const known = [...registry.keys()];
    scope.report(
      diagnose(unknownName, callee.span, {
        name: callee.name,
        nearest: nearest(callee.name, known),
        known: [],
        called: true,
      }),
    );
    for (const argument of expression.arguments) evaluate(argument.value, scope);
    return hole;
  }
  const settings = bind(expression, record.name, record.parameters, record.example, scope);
  return settings ? construct(record, settings, expression, scope) : hole;
}

function construct(record: RegistryRecord, settings: Record<string, Setting>, at: Call, scope: Scope): Value {
  if (record.kind !== 'function')
    return { kind: 'construct', record, value: { is: record.name, ...settings } };
  const value = record.evaluate(settings);
  if (refused(value)) {
    scope.report(diagnose(undefinedValue, at.span, { reason: value.refused, help: value.help }));
    return hole;
  }
  if (record.result.kind === 'window') return { kind: 'window', value: value as Construct };
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
  given.forEach((argument, position) => {
    const parameter = parameterFor(argument, position, of, parameters, scope);
    const value = evaluate(argument.value, scope);
    if (!parameter) {
      sound = false;
    } else if (seen.has(parameter.name)) {
      scope.report(diagnose(argumentTwice, argument.span, { name: parameter.name, of }));
      sound = false;
    } else {
      seen.add(parameter.name);
      const setting = accept(
        value,
        parameter.type,
        `${of}(${parameter.name})`,
        argument.value.span,
        scope.report,
      );
      if (setting === undefined) sound = false;
      else settings[parameter.name] = setting;
    }
  });
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

function parameterFor(
  argument: Argument,
  position: number,
  of: string,
  parameters: readonly Parameter[],
  scope: Scope,
) {
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
