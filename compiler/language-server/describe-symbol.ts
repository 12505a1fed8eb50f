import { broken } from '../expression/values.ts';
import type { Plan } from '../plan/plan.ts';
import { units } from '../registry/units.ts';
import type { Analysis } from './analysis.ts';
import { measurementRecord } from './members.ts';
import { describeValue, sharedValues } from './shared-values.ts';
import type { NamedSymbol } from './symbols.ts';

/** What a name of the file means; Markdown. */
export function describeSymbol(symbol: NamedSymbol, analysis: Analysis, plan: Plan | undefined): string {
  const { kind, name, of, declarations } = symbol;
  const head = of === undefined ? `${kind} ${name}` : `${kind} ${name} of ${of}`;
  const facts = [
    factsOf(symbol, analysis, plan),
    ...declarations.slice(0, 1).map((span) => lineOf(span.start, analysis)),
  ];
  return [`\`\`\`crease\n${head}\n\`\`\``, ...facts.filter((fact) => fact !== undefined)].join('\n\n');
}

function factsOf(symbol: NamedSymbol, analysis: Analysis, plan: Plan | undefined): string | undefined {
  const { kind, name } = symbol;
  if (kind === 'axis') {
    const arms = plan?.axes.find((axis) => axis.name === name)?.arms ?? analysis.symbols.armsOf(name);
    return arms.length === 0
      ? undefined
      : `${arms.length} arms: ${arms.map((arm) => `\`${arm.name}\``).join(', ')}`;
  }
  if (kind === 'measurement') return describeMeasurement(symbol, plan);
  if (kind === 'arm')
    return plan?.axes.find((axis) => axis.name === symbol.of)?.arms.find((arm) => arm.name === name)?.text;
  const value =
    kind === 'data set' || kind === 'value' || kind === 'import'
      ? sharedValues(analysis).get(name)
      : undefined;
  return value && !broken(value) ? describeValue(value) : undefined;
}

function describeMeasurement(symbol: NamedSymbol, plan: Plan | undefined): string | undefined {
  const record = measurementRecord(symbol);
  if (!record) return undefined;
  const unit = record.unit
    ? `${record.title}, ${units[record.unit].title || 'a plain number'}`
    : record.title;
  const indices = plan?.measurements[symbol.name]?.indices.map((index) => `\`${index.name}\``) ?? [];
  const over = indices.length > 0 ? `, over ${indices.join(', ')}` : '';
  return `${unit}${over}\n\n${record.summary}.`;
}

/** Where a name was declared, with what was written there. */
function lineOf(offset: number, { text }: Analysis): string {
  const number = text.slice(0, offset).split('\n').length;
  const [line] = /[^\r\n]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1)) as RegExpExecArray;
  return `Declared on line ${number}: \`${line.trim()}\``;
}
