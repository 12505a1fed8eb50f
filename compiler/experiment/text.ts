import { openInterpolation } from '../diagnostics/codes/definitions.ts';
import { wrongType } from '../diagnostics/codes/types.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { evaluate } from '../expression/evaluate.ts';
import { parseExpression } from '../expression/parse.ts';
import { printExpression } from '../expression/print.ts';
import { type Scope, writtenOut } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { broken, describe, type Value } from '../expression/values.ts';
import type { Unit } from '../registry/units.ts';
import type { YamlScalar } from '../source/yaml-tree.ts';

/** A text as its author wrote it: prose, and the expressions of `${…}` in it. */
export type Text = readonly (string | Expression)[];

/** Reads a text field. `$${` stands for the characters `${`. */
export function readText(scalar: YamlScalar, report: Report): Text {
  const parts: (string | Expression)[] = [];
  const { text } = scalar;
  let done = 0;
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', Math.max(done, at + 2))) {
    if (text[at - 1] === '$') {
      parts.push(text.slice(done, at - 1));
      done = at;
      continue;
    }
    const end = endOfExpression(text, at + 2);
    parts.push(text.slice(done, at));
    done = end < 0 ? text.length : end + 1;
    if (end < 0) report(diagnose(openInterpolation, scalar.at(at, at + 2), {}));
    else parts.push(parseExpression(within(scalar, at + 2, end), report));
  }
  return [...parts, text.slice(done)].filter((part) => part !== '');
}

/** The offset of the `}` that ends an expression; braces inside its texts do not. */
function endOfExpression(text: string, start: number): number {
  const tokens = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\$\{|\}/gs;
  tokens.lastIndex = start;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    if (match[0] === '}') return match.index;
    if (match[0] === '${') break;
  }
  return -1;
}

function within(scalar: YamlScalar, start: number, end: number): YamlScalar {
  return {
    kind: 'scalar',
    text: scalar.text.slice(start, end),
    style: scalar.style,
    span: scalar.at(start, end),
    at: (from, to) => scalar.at(start + from, start + to),
  };
}

/** The text with every expression replaced by its value. */
export function renderText(text: Text, scope: Scope): string {
  return text.map((part) => (typeof part === 'string' ? part : renderValue(part, scope))).join('');
}

/** A literal with a unit, also behind a name, as it was written: `2 points`; else the number and its unit. */
function renderValue(expression: Expression, scope: Scope): string {
  const value = evaluate(expression, scope);
  const written = writtenOut(expression, scope);
  if (broken(value)) return '…';
  if (written.kind === 'number' && written.unit) return printExpression(written);
  const shown = show(value);
  if (shown !== undefined) return shown;
  const data = { what: 'a text', wanted: 'numbers, texts and lists of them', got: describe(value) };
  scope.report(diagnose(wrongType, expression.span, data));
  return '…';
}

function show(value: Value): string | undefined {
  if (value.kind === 'number') return showNumber(value.value, value.unit);
  if (value.kind === 'text' || value.kind === 'truth') return String(value.value);
  if (value.kind === 'data') return value.part === 'all' ? value.name : `${value.name}.${value.part}`;
  if (value.kind !== 'list') return undefined;
  const items = value.items.map(show);
  return items.every((item) => item !== undefined) ? items.join(', ') : undefined;
}

const named: Partial<Record<Unit, readonly [one: string, many: string]>> = {
  steps: ['step', 'steps'],
  epochs: ['epoch', 'epochs'],
  examples: ['example', 'examples'],
};

/** `30%`, `140°`, `1 epoch`, `64 examples`; six significant digits. */
function showNumber(value: number, unit: Unit): string {
  const rounded = (number: number) => String(Number(number.toPrecision(6)));
  if (unit === 'probability') return `${rounded(value * 100)}%`;
  if (unit === 'angle') return `${rounded((value * 180) / Math.PI)}°`;
  if (unit === 'seconds') return `${rounded(value)} s`;
  const names = named[unit];
  return names ? `${rounded(value)} ${names[value === 1 ? 0 : 1]}` : rounded(value);
}
