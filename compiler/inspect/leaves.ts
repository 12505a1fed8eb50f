import { type Form, formOfItem, formOfKey, isFree } from '../experiment/form.ts';
import { parseExpression } from '../expression/parse.ts';
import { printExpression } from '../expression/print.ts';
import type { Expression } from '../expression/tree.ts';
import type { YamlMap, YamlNode } from '../source/yaml-tree.ts';

/** A value of an experiment, with its path: `train.epochs`. */
export interface Leaf {
  readonly path: string;
  readonly node: YamlNode;
  readonly form: Form;
}

/** Every value below the root of an experiment, in its order. */
export function leavesOf(root: YamlMap): readonly Leaf[] {
  return below(root, { section: 'experiment' }, '');
}

function below(node: YamlNode, form: Form, path: string): readonly Leaf[] {
  const at = (part: string | number) => (path === '' ? String(part) : `${path}.${part}`);
  if (node.kind === 'map' && (!isFree(form) || form === 'overrides'))
    return node.entries.flatMap(({ key, value }) =>
      value ? below(value, formOfKey(form, key.text), at(key.text)) : [],
    );
  if (node.kind === 'list' && form === 'layers')
    return node.items.flatMap((item, i) => below(item, formOfItem(form, keysOf(item)), at(i)));
  return [{ path, node, form }];
}

const keysOf = (node: YamlNode) =>
  node.kind === 'map' ? node.entries.map(({ key }) => key.text) : undefined;

/** The syntax tree of a value that is an expression. */
export function expressionOf({ node, form }: Leaf): Expression | undefined {
  if (typeof form === 'object' || isFree(form) || form === 'text' || form === 'word' || form === 'truth')
    return undefined;
  return parsed(node);
}

function parsed(node: YamlNode): Expression | undefined {
  if (node.kind === 'scalar') return parseExpression(node, () => {});
  if (node.kind === 'map') return undefined;
  const items = node.items.map(parsed);
  return { kind: 'list', span: node.span, items: items.filter((item) => item !== undefined) };
}

/** A value as written, in canonical form. */
export function textOf(leaf: Leaf): string {
  const expression = expressionOf(leaf);
  return expression ? printExpression(expression) : plain(leaf.node);
}

function plain(node: YamlNode): string {
  if (node.kind === 'scalar') return node.text.trim();
  if (node.kind === 'list') return `[${node.items.map(plain).join(', ')}]`;
  const entries = node.entries.map(({ key, value }) => `${key.text}: ${value ? plain(value) : ''}`);
  return `{${entries.join(', ')}}`;
}
