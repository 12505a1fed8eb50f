import { isScalar, type Node, parseAllDocuments } from 'yaml';
import {
  badCharacter,
  directive,
  emptyFile,
  fileTooLarge,
  nestedTooDeeply,
  severalDocuments,
} from '../diagnostics/codes/yaml.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { Converter } from './convert.ts';
import { limits } from './limits.ts';
import { tooManyOpen } from './open-brackets.ts';
import { translateErrors } from './yaml-errors.ts';
import type { YamlNode } from './yaml-tree.ts';

const strict = {
  version: '1.2',
  schema: 'failsafe',
  strict: true,
  uniqueKeys: false,
  merge: false,
  keepSourceTokens: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/**
 * Reads one experiment file as YAML 1.2: one document, unique keys, no anchors, tags or merge keys,
 * every scalar kept as text. Values that YAML's traps cut up are reported and put together again.
 * @returns the document, or `undefined` where what was reported leaves nothing to check
 */
export function readYaml(file: string, text: string, report: Report): YamlNode | undefined {
  if (text.length > limits.file) {
    report(diagnose(fileTooLarge, { file, start: 0, end: 0 }, { limit: limits.file }));
    return undefined;
  }
  if (hasBadCharacter(file, text, report)) return undefined;
  const open = tooManyOpen(text);
  if (open !== undefined) {
    report(diagnose(nestedTooDeeply, { file, start: open, end: open + 1 }, { limit: limits.nesting }));
    return undefined;
  }
  const { document, second, mends, damaged } = compose(file, text, report);
  if (second !== undefined) {
    report(diagnose(severalDocuments, { file, ...second }, {}));
    return undefined;
  }
  const [line] = /^%.*/.exec(text) ?? [];
  if (line) report(diagnose(directive, { file, start: 0, end: line.length }, { text: line.trimEnd() }));
  if (damaged) return undefined;
  const contents = document?.contents;
  if (contents && !isEmpty(contents)) return new Converter(file, text, mends, report).node(contents, 1);
  report(diagnose(emptyFile, { file, start: 0, end: 0 }, {}));
  return undefined;
}

/** A document mark or the sign of a block with nothing after it. */
function isEmpty(node: Node): boolean {
  return (
    isScalar(node) &&
    node.value === '' &&
    !(node.srcToken && 'source' in node.srcToken && node.srcToken.source)
  );
}

/** Rounds of mending before the rest of the file is given up. */
const mostRounds = 20;

/**
 * Parses the text. Where YAML cuts a value short, the value's place is filled with letters and the
 * text is parsed again, since YAML may have taken the lines after it for a part of it.
 */
function compose(file: string, text: string, report: Report) {
  const mends = new Map<number, number>();
  let mended = text;
  for (let round = 1; ; round++) {
    const { documents, read } = parseAsFarAsPossible(mended);
    const [document, after] = 'empty' in documents ? [] : documents;
    const findings = document ? translateErrors(file, mended, document) : [];
    if (read < text.length) {
      const place = { file, start: read, end: read };
      // What YAML stumbled over first is why it takes the rest for nested.
      report(findings[0]?.diagnostic ?? diagnose(nestedTooDeeply, place, { limit: limits.nesting }));
      return { document, mends, damaged: true };
    }
    const cut = findings.filter((finding) => finding.mend);
    if (cut.length === 0 || round > mostRounds) {
      for (const { diagnostic } of findings) report(diagnostic);
      const end = document?.range[2] ?? 0;
      const second = after && { start: end, end: Math.max(after.range[0], end + 1) };
      return { document, second, mends, damaged: findings.some((finding) => !finding.harmless) };
    }
    for (const { diagnostic, mend } of cut) {
      report(diagnostic);
      mends.set(mend!.start, mend!.end);
      mended = mended.slice(0, mend!.start) + 'x'.repeat(mend!.end - mend!.start) + mended.slice(mend!.end);
    }
  }
}

/** The YAML library calls itself for what it takes for nested; too deep a text is read to its middle, or that one's. */
function parseAsFarAsPossible(text: string) {
  try {
    return { documents: parseAllDocuments(text, strict), read: text.length };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return parseAsFarAsPossible(text.slice(0, text.lastIndexOf('\n', text.length / 2) + 1));
  }
}

/** Control characters, line separators, halves of surrogate pairs and byte order marks after the start. */
const bad =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]|\r(?!\n)|(?!^)\ufeff|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function hasBadCharacter(file: string, text: string, report: Report): boolean {
  const match = bad.exec(text);
  if (!match) return false;
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const name = match[0] === '\r' ? 'a carriage return without a line feed' : `the character U+${code}`;
  report(diagnose(badCharacter, { file, start: match.index, end: match.index + 1 }, { name }));
  return true;
}
