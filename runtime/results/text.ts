import type { Construct, Setting } from '../../compiler/plan/plan.ts';
import type { Parameter } from '../../compiler/registry/construct.ts';
import { registry } from '../../compiler/registry/index.ts';

/** More numbers than this in a list are shortened. */
const shown = 4;

/** A value of the plan as its author would write it; settings at their defaults are left out. */
export function textOf(value: Setting): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return `[${listed(value).join(', ')}]`;
  if (typeof value === 'object') return constructText(value as Construct);
  return String(value);
}

function constructText(construct: Construct): string {
  if (construct.is === 'data')
    return construct.part === 'all' ? `${construct.name}` : `${construct.name}.${construct.part}`;
  const { is, ...settings } = construct;
  const record = registry.get(is);
  const parameters: readonly Parameter[] = record?.parameters ?? [];
  const written = Object.entries(settings).filter(([name, value]) => {
    const usual = parameters.find((parameter) => parameter.name === name)?.default;
    return usual === undefined || textOf(value) !== textOf(usual);
  });
  const place = (name: string) => parameters.findIndex((parameter) => parameter.name === name);
  // A layer out of a file has facts besides the settings that its author wrote.
  const own = written.filter(([name]) => record?.kind !== 'layer' || place(name) >= 0);
  const inOrder = own.sort(([a], [b]) => place(a) - place(b));
  const texts = inOrder.map(([name, value]) =>
    place(name) === 0 || record?.kind === 'function' ? textOf(value) : `${name} = ${textOf(value)}`,
  );
  return `${is}(${texts.join(', ')})`;
}

function listed(values: readonly Setting[]): string[] {
  if (values.length <= shown) return values.map(textOf);
  const short = (value: Setting) =>
    typeof value === 'number' ? `${Number(value.toPrecision(3))}` : textOf(value);
  return [short(values[0]), short(values[1]), '…', short(values[values.length - 1])];
}
