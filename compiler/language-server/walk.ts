import type { Expression } from '../expression/tree.ts';
import type { Span } from '../source/span.ts';

const kinds = new Set<string>([
  'number',
  'text',
  'truth',
  'name',
  'member',
  'call',
  'select',
  'list',
  'range',
  'unary',
  'binary',
  'within',
  'if',
  'hole',
] satisfies Expression['kind'][]);

/** Every whole expression inside anything that is made of expressions, in the order of the file's sections. */
export function* expressionsIn(syntax: unknown): Generator<Expression> {
  if (Array.isArray(syntax)) for (const item of syntax) yield* expressionsIn(item);
  else if (isExpression(syntax)) yield syntax;
  else if (typeof syntax === 'object' && syntax !== null) yield* expressionsIn(Object.values(syntax));
}

/** The YAML nodes of settings that are passed through have kinds of their own, and a map or list of values. */
function isExpression(syntax: unknown): syntax is Expression {
  if (typeof syntax !== 'object' || syntax === null || !('kind' in syntax) || !('span' in syntax))
    return false;
  return kinds.has(String(syntax.kind)) && !isYamlList(syntax);
}

const isYamlList = (node: object): boolean =>
  'items' in node &&
  Array.isArray(node.items) &&
  node.items.some((item) => ['scalar', 'map'].includes(item.kind));

/** The parts of an expression, in the order of the text. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'member':
      return [node.of];
    case 'call':
      return [node.callee, ...node.arguments.map(({ value }) => value)];
    case 'select':
      return [node.of, ...node.where.map(({ value }) => value)];
    case 'list':
      return node.items;
    case 'range':
      return [node.from, node.to];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'within':
      return [node.left, node.tolerance, node.right];
    case 'if':
      return [node.condition, node.then, node.otherwise];
    default:
      return [];
  }
}

/** Whether an offset lies in a span or right after it, where a cursor touches its last character. */
export function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** The expressions around an offset, innermost first. */
export function expressionsAt(root: Expression, offset: number): readonly Expression[] {
  if (!touches(root.span, offset)) return [];
  const inner = childrenOf(root).map((child) => expressionsAt(child, offset));
  return [...(inner.find((path) => path.length > 0) ?? []), root];
}
