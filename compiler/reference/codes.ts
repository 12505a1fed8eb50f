import { catalogue } from '../diagnostics/catalogue.ts';
import type { Entry } from '../diagnostics/entry.ts';
import { compileExample, examples } from '../diagnostics/examples/index.ts';
import { printDiagnostics } from '../diagnostics/print.ts';
import { code as codePart, type Page, type Section, text } from './page.ts';

/** What the first two digits of a code say. */
const rooms: Readonly<Record<string, string>> = {
  '01': 'YAML',
  '02': 'Expressions',
  '03': 'Names, keys and definitions',
  '04': 'Types and units',
  '05': 'Networks and training',
  '06': 'Measurements and claims',
  '07': 'Charts',
  '08': 'Imports and tuning',
  '09': 'Doubts about a design',
};

const weight = {
  error: 'An error: nothing runs until it is mended.',
  warning: 'A warning: the experiment runs all the same.',
} as const;

/** The page of a code: what happened, why the language has the rule, and a mistake with what is said about it. */
export function codePage(entry: Entry<never>): Page {
  const { code, severity, title, why } = entry;
  return {
    ...{
      name: code,
      title: `${code}: ${title}`,
      summary: weight[severity],
      group: rooms[code.slice(2, 4)] ?? 'Others',
    },
    sections: [{ parts: [text(why)] }, ...exampleSections(code)],
  };
}

/** A page for every code, in their order. */
export const codePages = (): readonly Page[] => [...catalogue.values()].map(codePage);

const mostLines = 24;
const widest = 110;

function exampleSections(code: string): Section[] {
  const example = examples[code];
  if (!example) return [];
  const { sources, diagnostics } = compileExample(example);
  const own = diagnostics.filter((diagnostic) => diagnostic.code === code).slice(0, 1);
  const printed = printDiagnostics(own, sources, { color: false });
  const message = printed.slice(0, printed.lastIndexOf('\n\n'));
  const { right, wrong } = example;
  return [
    { title: 'For example', parts: [codePart(shortened(wrong))] },
    { title: 'What is said about it', parts: [codePart(message, 'terminal')] },
    ...(right !== undefined && right !== wrong
      ? [{ title: 'Mended', parts: [codePart(shortened(right))] }]
      : []),
  ];
}

/** Enough of a text to see what it is about. */
function shortened(lines: string): string {
  const all = lines.replace(/\n$/, '').split('\n');
  const shown = all
    .slice(0, mostLines)
    .map((line) => (line.length > widest ? `${line.slice(0, widest)}…` : line));
  return [...shown, ...(all.length > mostLines ? ['…'] : [])].join('\n') || '(nothing)';
}
