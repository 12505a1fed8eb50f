import { missingArgument } from '../diagnostics/codes/names.ts';
import { wrongType, wrongUnit } from '../diagnostics/codes/types.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { commonUnit, unitName } from '../expression/arithmetic.ts';
import { evaluate } from '../expression/evaluate.ts';
import { localScope, withRelated } from '../expression/local-scope.ts';
import type { Scope } from '../expression/scope.ts';
import type { NetworkParameter } from '../expression/sub-network.ts';
import { article, broken, describe, type Given, type Value } from '../expression/values.ts';

type Copy = Extract<Value, { kind: 'copy' }>;

/** What a parameter of a network can take, by the name that says so where it has no default. */
const kinds = {
  number: { wanted: 'a number', example: '64' },
  truth: { wanted: 'true or false', example: 'true' },
  text: { wanted: 'a text', example: '"a"' },
  list: { wanted: 'a list', example: '[64, 32]' },
  layers: { wanted: 'a layer, a list of layers, or none', example: 'relu()' },
  initializer: { wanted: 'an initializer, or none', example: 'he()' },
  data: { wanted: 'a data set', example: 'images' },
} as const;
type Kind = keyof typeof kinds;

/**
 * The scope of the layers of `copy`, which stands in `scope`: parameters over the names of the network's
 * file. Undefined where an argument does not fit. What is wrong inside is reported with the call beside it.
 */
export function parametersOf({ network, called, given, span }: Copy, scope: Scope): Scope | undefined {
  const file = network.scope?.() ?? scope.file ?? scope;
  const report = withRelated(scope.report, { span, message: 'called here' });
  const home: Scope = { ...file, file, report, inside: [...(scope.inside ?? []), network] };
  const values = new Map<string, Value>();
  for (const parameter of network.parameters) {
    const { name, value: written } = parameter;
    const argument = given.get(name);
    const kind = kindNamed(parameter);
    const standard = kind ? undefined : evaluate(written, home);
    if (standard && broken(standard)) return undefined;
    if (argument && !accepts(parameter, argument, standard, `${called}(${name})`, scope)) return undefined;
    const value = argument?.value ?? standard;
    if (!value) {
      const { wanted, example } = kinds[kind as Kind];
      const data = {
        name,
        of: network.name,
        about: wanted,
        example: `${network.name}(${name} = ${example})`,
      };
      scope.report(diagnose(missingArgument, span, data, { related: declared(parameter) }));
      return undefined;
    }
    values.set(name, value);
  }
  return localScope(home, values);
}

/** Whether an argument is what its parameter takes: what its kind says, or the like of its default. */
function accepts(
  parameter: NetworkParameter,
  { value, span }: Given,
  standard: Value | undefined,
  what: string,
  scope: Scope,
): boolean {
  const related = declared(parameter);
  const wanted = standard ? kindOf(standard) : (kindNamed(parameter) as Kind);
  if (!fits(value, wanted)) {
    const data = { what, wanted: wordsFor(wanted), got: describe(value) };
    scope.report(diagnose(wrongType, span, data, { related }));
    return false;
  }
  if (value.kind !== 'number' || standard?.kind !== 'number' || commonUnit(value.unit, standard.unit))
    return true;
  const data = { what, wanted: unitName(standard.unit), got: unitName(value.unit) };
  scope.report(diagnose(wrongUnit, span, data, { related }));
  return false;
}

const declared = ({ name, span }: NetworkParameter) => [{ span, message: `\`${name}\` is declared here` }];

/** `number` in `width: number`, which must be given. */
function kindNamed({ value }: NetworkParameter): Kind | undefined {
  return value.kind === 'name' && Object.hasOwn(kinds, value.name) ? (value.name as Kind) : undefined;
}

/** What a parameter with this default takes. */
function kindOf(value: Value): string {
  switch (value.kind) {
    case 'construct': {
      const { kind } = value.record;
      return kind === 'activation' || kind === 'layer' || kind === 'normalization' ? 'layers' : kind;
    }
    case 'copy':
      return 'layers';
    case 'list':
      return value.items.length > 0 && value.items.every(isLayers) ? 'layers' : 'list';
    default:
      return value.kind;
  }
}

const isLayers = (value: Value) => value.kind === 'none' || kindOf(value) === 'layers';

/** `none` stands for no layer and for no initializer, and an empty list for no layers. */
function fits(value: Value, wanted: string): boolean {
  const pair = [wanted, kindOf(value)];
  if (pair[0] === pair[1]) return true;
  if (value.kind === 'list' && value.items.length === 0) return wanted === 'layers';
  return pair.includes('none') && (pair.includes('layers') || pair.includes('initializer'));
}

function wordsFor(kind: string): string {
  if (kind === 'none') return 'a layer, an initializer, or none';
  return Object.hasOwn(kinds, kind) ? kinds[kind as Kind].wanted : article(kind);
}
