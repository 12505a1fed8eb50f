import { wordsOf } from '../expression/accept.ts';
import { unitName } from '../expression/arithmetic.ts';
import { quoteText } from '../expression/text.ts';
import type { Setting } from '../plan/plan.ts';
import type { Documented, Parameter, ParameterType } from '../registry/construct.ts';
import { registry } from '../registry/index.ts';

/** `dense(units, weights = he(), bias = zeros())` */
export function signature({ name, parameters }: Documented): string {
  return `${name}(${parameters.map((each) => (each.default === undefined ? each.name : `${each.name} = ${writeDefault(each)}`)).join(', ')})`;
}

/** A setting of the plan as an author would write it. */
export function writeSetting(setting: Setting): string {
  if (setting === null) return 'none';
  if (Array.isArray(setting)) return `[${setting.map(writeSetting).join(', ')}]`;
  if (typeof setting === 'number') return String(Number(setting.toPrecision(6)));
  if (typeof setting === 'string') return quoteText(setting);
  if (typeof setting !== 'object') return String(setting);
  const { is, ...given } = setting as { readonly is: string } & Record<string, Setting>;
  const parameters: readonly Parameter[] = registry.get(is)?.parameters ?? [];
  const written = Object.entries(given).map(([key, value]) => {
    const type = parameters.find(({ name }) => name === key)?.type;
    return `${key} = ${type ? writeAs(type, value) : writeSetting(value)}`;
  });
  return `${is}(${written.join(', ')})`;
}

/** What a parameter is unless said, as an author would write it. */
export const writeDefault = ({ type, default: standard }: Parameter): string =>
  writeAs(type, standard ?? null);

/** A word that a parameter offers needs no quotes. */
const writeAs = ({ kind }: ParameterType, setting: Setting): string =>
  kind === 'choice' && typeof setting === 'string' ? setting : writeSetting(setting);

/** The whole documentation of a record; Markdown. */
export function documentRecord(record: Documented & { readonly kind: string }): string {
  const { summary, about, source, parameters, example } = record;
  const lines = parameters.map((each) => `- ${documentParameter(each)}`);
  return [
    `**${summary}**`,
    about,
    ...(lines.length > 0 ? [lines.join('\n')] : []),
    `Example: \`${example}\``,
    ...(source ? [`Source: ${source}`] : []),
  ].join('\n\n');
}

/** `units`: number of outputs (a whole number, at least 1) */
export function documentParameter(parameter: Parameter): string {
  const { name, about, type } = parameter;
  const preset = parameter.default === undefined ? 'required' : `\`${writeDefault(parameter)}\` unless said`;
  return `\`${name}\`: ${about} (${describeType(type)}; ${preset})`;
}

const nouns: Record<Exclude<ParameterType['kind'], 'number' | 'numbers' | 'choice'>, string> = {
  truth: 'true or false',
  text: 'a text',
  file: 'a path',
  initializer: 'an initializer',
  window: 'a window',
  slice: 'a slice',
  points: 'a data set or a part of one',
  duration: 'steps or epochs',
};

export function describeType(type: ParameterType): string {
  if (type.kind === 'choice') return wordsOf(type);
  if (type.kind !== 'number' && type.kind !== 'numbers') return nouns[type.kind] ?? type.kind;
  const noun =
    type.kind === 'numbers'
      ? 'a number or a list of numbers'
      : `a ${'whole' in type && type.whole ? 'whole ' : ''}number`;
  const unit = type.unit === 'one' || type.unit === 'count' ? '' : `, ${unitName(type.unit)}`;
  const exclusive = type.kind === 'number' && type.exclusive;
  const low = type.min === undefined ? '' : exclusive ? `, more than ${type.min}` : `, at least ${type.min}`;
  const high =
    type.kind === 'number' && type.max !== undefined ? `, at most ${Number(type.max.toPrecision(6))}` : '';
  return `${noun}${unit}${low}${high}`;
}
