import { quoted } from '../source/quote.ts';

/** Columns that a line should not pass. */
export const lineWidth = 100;

/** Text that YAML would read otherwise if it stood there without quotes. */
const notPlain = /^$|^[\s,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|: |:$| #|\s$|[\n\t\0-\x1f]|^(?:---|\.\.\.)/;
/** In a flow collection also what ends a value there. */
const notFlow = /[,[\]{}]|:(?=["'])/;

/** `text` as a YAML scalar on one line: bare where YAML reads it so, else in quotes. */
export function oneLine(text: string): string {
  if (!notPlain.test(text)) return text;
  return /[\n\t\0-\x1f]/.test(text) ? JSON.stringify(text) : quoted(text);
}

/** Whether `text` may stand bare in a flow collection. */
export function isFlowSafe(text: string): boolean {
  return !notPlain.test(text) && !notFlow.test(text);
}

/**
 * The lines of a folded block scalar that reads as `text`, each at most `width` long where its words allow;
 * undefined for a text that folding would change. An expression is parted outside of brackets where it can be,
 * and never inside a text literal.
 */
export function fold(text: string, width: number, isProse: boolean): readonly string[] | undefined {
  if (/^\s|\s$|\s{2}|[\n\t]/.test(text)) return undefined;
  const lines: string[] = [];
  const spaces = spacesOf(text, isProse);
  let start = 0;
  while (text.length - start > width) {
    const ahead = spaces.filter(({ at }) => at > start);
    const fitting = ahead.filter(({ at }) => at - start <= width);
    const depth = Math.min(...fitting.map((space) => space.depth));
    const end = fitting.findLast((space) => space.depth === depth) ?? ahead[0];
    if (!end) break;
    lines.push(text.slice(start, end.at));
    start = end.at + 1;
  }
  return [...lines, text.slice(start)];
}

/** Where the text may be parted, and how many brackets are open there. */
function spacesOf(text: string, isProse: boolean): { readonly at: number; readonly depth: number }[] {
  if (isProse) return [...text.matchAll(/ /g)].map(({ index }) => ({ at: index, depth: 0 }));
  let depth = 0;
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"|[([]|[)\]]| /g)].flatMap(({ 0: token, index }) => {
    if (token === '(' || token === '[') depth++;
    if (token === ')' || token === ']') depth--;
    return token === ' ' ? [{ at: index, depth }] : [];
  });
}
