import { type Form, formOfItem, formOfKey, isFree } from '../experiment/form.ts';
import { parseExpression } from '../expression/parse.ts';
import { printExpression } from '../expression/print.ts';
import type { Expression } from '../expression/tree.ts';
import type { Span } from '../source/span.ts';
import type { YamlMap, YamlNode } from '../source/yaml-tree.ts';
import { evaluateIn, type Worth } from './evaluate-in.ts';
import type { Opened } from './open.ts';

/** One value of an experiment. */
export interface Setting {
  /** `train.epochs`, `network.layers.0.repeat` */
  readonly path: string;
  /** As written, in canonical form. */
  readonly text: string;
  readonly span: Span;
  /** What it is worth in each combination of arms that is kept; none for prose, claims and charts. */
  readonly worths: readonly Worth[];
  /** What the file says where a profile or the command line says otherwise. */
  readonly overrides?: { readonly text: string; readonly span: Span };
}

interface Leaf {
  readonly path: string;
  readonly node: YamlNode;
  readonly form: Form;
}

/** Every value of the file, in its order, with the overrides in it. */
export function settingsOf(opened: Opened): readonly Setting[] {
  const kept = opened.combinations.filter(({ removedBy }) => removedBy.length === 0);
  const before = new Map(leavesOf(opened.written).map((leaf) => [leaf.path, leaf]));
  return leavesOf(opened.overridden)
    .filter(({ path }) => !path.startsWith('profiles.'))
    .map((leaf): Setting => {
      const { path, node } = leaf;
      const old = before.get(path);
      const expression = expressionOf(leaf);
      const isOther =
        old && (old.node.span.file !== node.span.file || old.node.span.start !== node.span.start);
      return {
        ...{ path, text: textOf(leaf), span: node.span },
        worths: expression && isSetting(path) ? evaluateIn(expression, opened, kept).worths : [],
        ...(isOther ? { overrides: { text: textOf(old), span: old.node.span } } : {}),
      };
    });
}

/** Claims are about results, and charts and moments name things instead of computing them. */
const isSetting = (path: string) => !/^(?:claims|charts)\.|^measure\.[^.]*\.(?:at|by)$/.test(path);

function leavesOf(root: YamlMap): readonly Leaf[] {
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

function expressionOf({ node, form }: Leaf): Expression | undefined {
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

function textOf(leaf: Leaf): string {
  const expression = expressionOf(leaf);
  return expression ? printExpression(expression) : plain(leaf.node);
}

function plain(node: YamlNode): string {
  if (node.kind === 'scalar') return node.text.trim();
  if (node.kind === 'list') return `[${node.items.map(plain).join(', ')}]`;
  const entries = node.entries.map(({ key, value }) => `${key.text}: ${value ? plain(value) : ''}`);
  return `{${entries.join(', ')}}`;
}
