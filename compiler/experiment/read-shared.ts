import { wrongShape } from '../diagnostics/codes/names.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { Expression } from '../expression/tree.ts';
import type { YamlNode, YamlScalar } from '../source/yaml-tree.ts';
import { readExpression } from './fields.ts';
import type { Named } from './syntax.ts';

/** `width: 2 * base` */
export function readLet({ name, value }: Named<YamlNode>, report: Report): Expression | undefined {
  return readExpression(value, report, `\`${name}\``, `${name}: 64`);
}

/** `blocks: ./blocks.crease.yaml` */
export function readImport({ name, value }: Named<YamlNode>, report: Report): YamlScalar | undefined {
  if (value.kind === 'scalar') return value;
  const data = { what: `the import \`${name}\``, wanted: 'a path', got: `a ${value.kind}` };
  report(diagnose(wrongShape, value.span, { ...data, example: `${name}: ./blocks.crease.yaml` }));
  return undefined;
}
