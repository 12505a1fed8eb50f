import { escapeHtml } from './escape.ts';

const token =
  /(?<comment>(?:^|(?<=\s))#.*$)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|(?<number>(?<![\w.])(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?%?(?![\w]))/g;
const mappingKey = /^(\s*(?:- +)*)([^\s#'"][^#'":]*?)(:)(?=\s|$)/;

const span = (kind: string, text: string) => `<span class="code-${kind}">${escapeHtml(text)}</span>`;

function highlightValue(text: string): string {
  let html = '';
  let end = 0;
  for (const match of text.matchAll(token)) {
    const kind = Object.keys(match.groups!).find((name) => match.groups![name] !== undefined)!;
    html += escapeHtml(text.slice(end, match.index)) + span(kind, match[0]);
    end = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(end));
}

/** One line of an experiment file as HTML: keys, texts, numbers and comments in spans with a class. */
export function highlightLine(line: string): string {
  const key = mappingKey.exec(line);
  if (!key) return highlightValue(line);
  return escapeHtml(key[1]) + span('key', key[2]) + key[3] + highlightValue(line.slice(key[0].length));
}
