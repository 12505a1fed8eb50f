import { type Document, isCollection, isScalar, type Node, visit, type YAMLError } from 'yaml';
import * as codes from '../diagnostics/codes/yaml.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnose, type Entry } from '../diagnostics/entry.ts';
import { leavesOpen } from './flow-cut.ts';
import { limits } from './limits.ts';
import { lineFinder } from './lines.ts';
import { quoted } from './quote.ts';
import type { Span } from './span.ts';

/** What one error of the YAML library means to the author. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  /** The value that the author meant, where YAML cut it short. */
  readonly mend?: { readonly start: number; readonly end: number };
  /** The rest of the document can be trusted although this is wrong. */
  readonly harmless?: boolean;
}

interface Place {
  readonly file: string;
  readonly source: string;
  readonly document: Document.Parsed;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** The YAML library's errors in our words, one for each line, since one slip sets off several. */
export function translateErrors(file: string, source: string, document: Document.Parsed): Finding[] {
  const findings: Finding[] = [];
  const lines = new Set<number>();
  const lineOf = lineFinder(source);
  for (const error of [...document.errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    if (findings.length > 0 && /in YAML stream|Not a YAML token/.test(error.message)) continue;
    const [start, end] = error.pos;
    const place = { file, source, document, start, end, message: error.message };
    const finding = cutBefore(place) ?? table[error.code](place);
    const places = [start, finding.diagnostic.span.start].map(lineOf);
    if (places.some((line) => lines.has(line))) continue;
    if (!finding.harmless) for (const line of places) lines.add(line);
    const span = wholeCharacters(source, finding.diagnostic.span);
    findings.push({ ...finding, diagnostic: { ...finding.diagnostic, span } });
  }
  return findings;
}

/** `span` without half a surrogate pair at its ends. */
function wholeCharacters(source: string, span: Span): Span {
  const splits = (at: number) => /^[\ud800-\udbff][\udc00-\udfff]$/.test(source.slice(at - 1, at + 1));
  return {
    ...span,
    start: splits(span.start) ? span.start - 1 : span.start,
    end: splits(span.end) ? span.end + 1 : span.end,
  };
}

type Translate = (place: Place) => Finding;

const table: Record<YAMLError['code'], Translate> = {
  ALIAS_PROPS: alias,
  BAD_ALIAS: alias,
  MULTIPLE_ANCHORS: alias,
  BAD_DIRECTIVE: (place) => at(place, codes.directive, { text: lineFrom(place, place.start) }),
  BAD_DQ_ESCAPE: (place) => {
    const text = place.source.slice(place.start, place.start + 2);
    return { ...at({ ...place, end: place.start + 2 }, codes.badEscape, { text }), harmless: true };
  },
  BAD_INDENT: badIndent,
  BAD_PROP_ORDER: unexpected,
  BAD_SCALAR_START: (place) => {
    const character = place.source[place.start];
    const finding = requote(place, codes.badStart, place.start, (corrected) => ({ character, corrected }));
    return { ...finding, diagnostic: { ...finding.diagnostic, fix: undefined } };
  },
  BLOCK_AS_IMPLICIT_KEY: splitByColon,
  BLOCK_IN_FLOW: unexpected,
  DUPLICATE_KEY: unexpected,
  IMPOSSIBLE: unexpected,
  KEY_OVER_1024_CHARS: (place) => at(place, codes.keyNotText, {}),
  MISSING_CHAR: missing,
  MULTILINE_IMPLICIT_KEY: (place) =>
    place.source.startsWith('- ', place.start) ? at(place, codes.itemAmongKeys, {}) : noColon(place),
  MULTIPLE_DOCS: (place) => at(place, codes.severalDocuments, {}),
  MULTIPLE_TAGS: unexpected,
  NON_STRING_KEY: (place) => at(place, codes.keyNotText, {}),
  RESOURCE_EXHAUSTION: (place) => at(place, codes.nestedTooDeeply, { limit: limits.nesting }),
  TAB_AS_INDENT: (place) => at(place, codes.tabIndent, {}),
  TAG_RESOLVE_FAILED: (place) => ({
    ...at(place, codes.tag, { text: place.source.slice(place.start, place.end) }),
    harmless: true,
  }),
  UNEXPECTED_TOKEN: unexpected,
  BAD_COLLECTION_TYPE: (place) => at(place, codes.tag, { text: place.source.slice(place.start, place.end) }),
};

function at<D>(place: Place, code: Entry<D>, data: D): Finding {
  const { file, source } = place;
  const start = Math.min(place.start, Math.max(0, source.length - 1));
  const lineEnd = start + lineFrom(place, start).length;
  const end = Math.min(Math.max(place.end, start + 1), Math.max(lineEnd, start + 1), source.length);
  return { diagnostic: diagnose(code, { file, start, end }, data) };
}

function lineFrom({ source }: Place, start: number): string {
  return /[^\r\n]*/.exec(source.slice(start))?.[0].trimEnd() ?? '';
}

/** The value from `start` to the end of its line, without a comment. */
function valueFrom(place: Place, start: number): string {
  return lineFrom(place, start)
    .replace(/[ \t]#.*/, '')
    .trimEnd();
}

/** Reports a value that YAML ended too early, and mends it: it reaches to the end of its line. */
function requote<D>(place: Place, code: Entry<D>, start: number, data: (corrected: string) => D): Finding {
  const text = valueFrom(place, start);
  const corrected = quoted(text);
  const span = { file: place.file, start, end: start + text.length };
  const shown = { ...span, start: Math.max(start, Math.min(place.start, span.end - 1)) };
  const diagnostic = diagnose(code, shown, data(corrected), { fix: [{ span, text: corrected }] });
  return { diagnostic, mend: span };
}

function alias(place: Place): Finding {
  return at(place, codes.anchorOrAlias, { text: lineFrom(place, place.start).split(/\s/)[0] });
}

function splitByColon(place: Place): Finding {
  const line = lineFrom(place, place.start);
  const colon = /:(?=\s|$)/.exec(line);
  if (!colon) {
    const next = /[^\n]*\n *(?=\S)/.exec(place.source.slice(place.start));
    if (!next || line.startsWith('-')) return at(place, codes.itemAmongKeys, {});
    const start = place.start + next[0].length;
    return at({ ...place, start, end: start + 1 }, codes.badIndent, {});
  }
  const value = valueFrom(place, place.start);
  const ternary = value.slice(0, colon.index).includes('?');
  const call = !ternary && leavesOpen(value.slice(0, colon.index));
  const finding = requote(place, codes.colonSplits, place.start, (quoted) => ({
    text: value,
    corrected: call ? value.replace(/\s*:\s+/g, ' = ') : quoted,
    ternary,
    call,
  }));
  const start = place.start + colon.index;
  const span = { file: place.file, start, end: start + 1 };
  const fix = ternary || call ? undefined : finding.diagnostic.fix;
  return { ...finding, diagnostic: { ...finding.diagnostic, span, fix } };
}

function badIndent(place: Place): Finding {
  if (/Flow (map|sequence)/.test(place.message)) return unclosedCollection(place);
  return afterComment(place) ?? at(place, codes.badIndent, {});
}

/** `dense(32, # width` on the line before: the comment ended a call, and what is left over makes no sense. */
function cutBefore(place: Place): Finding | undefined {
  const { text } = lineBefore(place);
  return leavesOpen(text.replace(/[ \t]#.*/, '')) ? afterComment(place) : undefined;
}

function lineBefore({ source, start }: Place): { readonly text: string; readonly start: number } {
  const end = source.lastIndexOf('\n', start - 1);
  const before = end > 0 ? source.lastIndexOf('\n', end - 1) + 1 : 0;
  return { text: source.slice(before, Math.max(0, end)), start: before };
}

/** A comment at the end of the line before, where an expression goes on. */
function afterComment(place: Place): Finding | undefined {
  const line = lineBefore(place);
  const comment = /[ \t](#[^\r]*)/.exec(line.text);
  if (!comment) return undefined;
  const start = line.start + comment.index + 1;
  return at({ ...place, start, end: start + comment[1].length }, codes.cutByComment, { rest: comment[1] });
}

function missing(place: Place): Finding {
  if (/closing/.test(place.message)) return unclosedQuote(place);
  if (/must end with/.test(place.message)) return unclosedCollection(place);
  if (/Missing ,/.test(place.message)) return at(place, codes.commaInFlow, {});
  if (/followed by map values/.test(place.message)) return noColon(place);
  if (/Comments must/.test(place.message)) return at(place, codes.commentTooClose, {});
  if (/Sequence item/.test(place.message)) return at(place, codes.itemAmongKeys, {});
  return /indent/.test(place.message) ? at(place, codes.badIndent, {}) : unexpected(place);
}

function noColon(place: Place): Finding {
  return at(place, codes.missingColon, { text: lineFrom(place, place.start) });
}

function unclosedQuote(place: Place): Finding {
  const node = find(place.document, (node) => isScalar(node) && node.range![1] === place.start);
  const start = node?.range?.[0] ?? place.start - 1;
  return at({ ...place, start, end: start + 1 }, codes.unclosedQuote, { quote: place.source[start] });
}

function unclosedCollection(place: Place): Finding {
  const open = (node: Node) => {
    const token = node.srcToken;
    return (
      isCollection(node) && token?.type === 'flow-collection' && !/^[\]}]$/.test(token.end[0]?.source ?? '')
    );
  };
  const start = find(place.document, open)?.range?.[0] ?? place.start;
  const opener = place.source[start];
  return at({ ...place, start, end: start + 1 }, codes.unclosedCollection, {
    opener,
    closer: opener === '{' ? '}' : ']',
  });
}

/** The last node, innermost first, that `accepts`. */
function find(document: Document.Parsed, accepts: (node: Node) => boolean): Node | undefined {
  let found: Node | undefined;
  visit(document, { Node: (_key, node) => void (accepts(node) && (found = node)) });
  return found;
}

function unexpected(place: Place): Finding {
  const { source, start, message } = place;
  const text = lineFrom(place, start);
  if (/header includes extra|Not a YAML token/.test(message)) {
    const value = source.slice(0, start).search(/[>|][^\n>|]*$/);
    if (value >= 0)
      return requote(place, codes.blockHeader, value, (corrected) => ({
        indicator: source[value],
        corrected,
      }));
  }
  if (/flow-(seq|map)-start at node end/.test(message))
    return at(place, codes.bracketInFlow, { bracket: source[start] });
  if (/at node end/.test(message)) return textAfterValue(place);
  if (/block-seq-ind/.test(message)) {
    const before = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
    return at(place, before.trim() === '' ? codes.itemAmongKeys : codes.listOnKeyLine, {});
  }
  if (/Unexpected (,|empty item)/.test(message)) return at(place, codes.commaInFlow, {});
  return at(place, codes.unexpected, { text });
}

function textAfterValue(place: Place): Finding {
  const rest = valueFrom(place, place.start);
  const node = find(place.document, (node) => {
    const end = node.range?.[1] ?? 0;
    return end <= place.start && place.source.slice(end, place.start).trim() === '';
  });
  const start = node?.range?.[0];
  if (start === undefined || place.source.slice(start, place.start).includes('\n'))
    return at(place, codes.unexpected, { text: rest });
  const opener = place.source[start];
  if (opener === '*') return alias({ ...place, start, end: start + 1 });
  return requote(place, codes.textAfterValue, start, (corrected) => ({ opener, rest, corrected }));
}
