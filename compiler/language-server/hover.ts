import { evaluate } from '../expression/evaluate.ts';
import { printExpression } from '../expression/print.ts';
import type { Expression } from '../expression/tree.ts';
import { broken } from '../expression/values.ts';
import type { Plan } from '../plan/plan.ts';
import { literalUnits } from '../registry/units.ts';
import type { Span } from '../source/span.ts';
import type { YamlMap } from '../source/yaml-tree.ts';
import type { Analysis } from './analysis.ts';
import { describeSymbol } from './describe-symbol.ts';
import { documentParameter, documentRecord, signature } from './documentation.ts';
import { fieldPlace } from './fields.ts';
import { partsOf } from './members.ts';
import { type AnyRecord, recordNamed } from './records.ts';
import { describeValue, sharedScope } from './shared-values.ts';
import { expressionsAt, expressionsIn, touches } from './walk.ts';

/** What is said of something under the cursor. */
export interface Hover {
  readonly span: Span;
  /** Markdown. */
  readonly text: string;
}

const code = (text: string) => `\`\`\`crease\n${text}\n\`\`\``;

/** What stands at `offset`: its kind, value and unit where they are known, and its documentation. `plan` knows more. */
export function hover(analysis: Analysis, offset: number, plan: Plan | undefined): Hover | undefined {
  const named = analysis.symbols.at(offset);
  if (named) return { span: named.span, text: describeSymbol(named.symbol, analysis, plan) };
  const root = [...expressionsIn(analysis.syntax)].find(({ span }) => touches(span, offset));
  return (root && hoverExpression(root, offset, analysis)) ?? hoverKey(analysis.root, [], offset);
}

function hoverExpression(root: Expression, offset: number, analysis: Analysis): Hover | undefined {
  const inClaim = analysis.syntax.claims.some(({ value }) => value.expect === root);
  for (const node of expressionsAt(root, offset)) {
    const found = hoverNode(node, offset, analysis, inClaim);
    if (found) return found;
  }
  return undefined;
}

function hoverNode(
  node: Expression,
  offset: number,
  analysis: Analysis,
  inClaim: boolean,
): Hover | undefined {
  switch (node.kind) {
    case 'number':
      return node.unit && { span: node.span, text: describeNumber(node, analysis) };
    case 'member':
      return touches(node.nameSpan, offset) ? hoverPart(node, analysis) : undefined;
    case 'call': {
      const record = node.callee.kind === 'name' ? recordNamed(node.callee.name, inClaim) : undefined;
      if (!record) return undefined;
      if (touches(node.callee.span, offset)) return { span: node.callee.span, text: describeRecord(record) };
      return hoverArgument(node, record, offset);
    }
    case 'binary':
      return touches(node.operatorSpan, offset) ? hoverValue(node, node.operatorSpan, analysis) : undefined;
    default:
      return undefined;
  }
}

function describeNumber(node: Extract<Expression, { kind: 'number' }>, analysis: Analysis): string {
  const unit = literalUnits[node.unit?.name ?? ''];
  const value = valueHere(node, analysis);
  return [code(`${printExpression(node)}${value ? ` = ${value}` : ''}`), unit?.about ?? '']
    .join('\n\n')
    .trim();
}

const describeRecord = (record: AnyRecord) => `${code(signature(record))}\n\n${documentRecord(record)}`;

function hoverArgument(
  { arguments: given }: Extract<Expression, { kind: 'call' }>,
  record: AnyRecord,
  offset: number,
): Hover | undefined {
  const name = given.find((each) => each.name && touches(each.name.span, offset))?.name;
  const parameter = record.parameters.find((each) => each.name === name?.name);
  return name && parameter && { span: name.span, text: `${record.name}: ${documentParameter(parameter)}` };
}

function hoverPart(node: Extract<Expression, { kind: 'member' }>, analysis: Analysis): Hover | undefined {
  const { of, name, nameSpan } = node;
  const path = pathOf(of);
  const symbol = path && analysis.symbols.named(path[0]);
  const part = symbol && partsOf(symbol, path.slice(1), analysis).find((each) => each.name === name);
  return part && { span: nameSpan, text: `${code(printExpression(node))}\n\n${part.about}` };
}

function pathOf(node: Expression): string[] | undefined {
  if (node.kind === 'name') return [node.name];
  const above = node.kind === 'member' ? pathOf(node.of) : undefined;
  return above && node.kind === 'member' ? [...above, node.name] : undefined;
}

function hoverValue(node: Expression, span: Span, analysis: Analysis): Hover | undefined {
  const value = valueHere(node, analysis);
  return value === undefined ? undefined : { span, text: code(`${printExpression(node)} = ${value}`) };
}

/** The value of an expression that is the same for all arms, in words. */
function valueHere(node: Expression, analysis: Analysis): string | undefined {
  const value = evaluate(node, sharedScope(analysis));
  return broken(value) ? undefined : describeValue(value);
}

/** What a key of the language is for. */
function hoverKey(map: YamlMap, path: readonly string[], offset: number): Hover | undefined {
  for (const { key, value } of map.entries) {
    const { keys } = fieldPlace(path);
    if (touches(key.span, offset)) {
      const about = Object.hasOwn(keys, key.text) ? keys[key.text] : undefined;
      return (
        about && { span: key.span, text: `**${key.text}**: ${about.about}\n\nExample: \`${about.example}\`` }
      );
    }
    const maps = value?.kind === 'list' ? value.items : value ? [value] : [];
    for (const inner of maps) {
      const found = inner.kind === 'map' && hoverKey(inner, [...path, key.text], offset);
      if (found) return found;
    }
  }
  return undefined;
}
