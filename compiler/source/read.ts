import { parseAllDocuments } from 'yaml';
import {
  badCharacter,
  directive,
  emptyFile,
  fileTooLarge,
  severalDocuments,
} from '../diagnostics/codes/yaml.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import { Converter } from './convert.ts';
import { limits } from './limits.ts';
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
    report(diagnose(fileTooLarge, { file, start: 0, end: 1 }, { limit: limits.file }));
    return undefined;
  }
  if (hasBadCharacter(file, text, report)) return undefined;
  const documents = parseAllDocuments(text, strict);
  const [document] = 'empty' in documents ? [] : documents;
  if (!document?.contents && !document?.errors.length) {
    report(diagnose(emptyFile, { file, start: 0, end: 0 }, {}));
    return undefined;
  }
  const { mends, damaged } = translateErrors(file, text, document, report);
  for (const second of documents.slice(1, 2)) {
    const start = second.range?.[0] ?? 0;
    report(
      diagnose(
        severalDocuments,
        { file, start: document.range[2], end: Math.max(start, document.range[2] + 1) },
        {},
      ),
    );
  }
  if (/^%/.test(text)) {
    const line = /^.*/.exec(text)?.[0].trimEnd() ?? '';
    report(diagnose(directive, { file, start: 0, end: line.length }, { text: line }));
  }
  if (damaged || !document.contents) return undefined;
  return new Converter(file, text, mends, report).node(document.contents, 1);
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
