import type { Construct, Setting } from '../../compiler/plan/plan.ts';
import { registry } from '../../compiler/registry/index.ts';

/** A construct as the plan has it: what is not given is the parameter's default. */
export function construct(is: string, settings: Readonly<Record<string, Setting>> = {}): Construct {
  const record = registry.get(is);
  const defaults = record?.parameters.map(({ name, default: standard }) => [name, standard]) ?? [];
  return { is, ...Object.fromEntries(defaults), ...settings };
}
