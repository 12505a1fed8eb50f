import {
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentSymbol,
  InsertTextFormat,
  type Location,
  MarkupKind,
  type Range,
  SymbolKind,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Edit, Diagnostic as Found } from '../../compiler/diagnostics/diagnostic.ts';
import type { Completion } from '../../compiler/language-server/completion.ts';
import type { OutlineItem } from '../../compiler/language-server/outline.ts';
import { type SemanticToken, tokenTypes } from '../../compiler/language-server/semantic-tokens.ts';
import type { Span } from '../../compiler/source/span.ts';
import type { Project } from './project.ts';

/** Lines and columns of one document, in the protocol's terms. */
export const rangeOf = (document: TextDocument, { start, end }: Span): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

/** A place in any file of the project. */
export function locationOf(project: Project, span: Span): Location {
  const uri = project.uriOf(span.file);
  const document = TextDocument.create(uri, 'crease', 0, project.textOf(span.file) ?? '');
  return { uri, range: rangeOf(document, span) };
}

export const editsOf = (document: TextDocument, edits: readonly Edit[]): TextEdit[] =>
  edits.map(({ span, text }) => ({ range: rangeOf(document, span), newText: text }));

/** Edits of several files, by file. */
export function changesOf(project: Project, edits: readonly Edit[]): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { span, text } of edits) {
    const { uri, range } = locationOf(project, span);
    changes[uri] ??= [];
    changes[uri].push({ range, newText: text });
  }
  return changes;
}

/** A mistake in an imported file is shown where the file is imported, and leads to its own place. */
export function diagnosticOf(
  document: TextDocument,
  file: string,
  found: Found,
  project: Project,
): Diagnostic {
  const { code, severity, message, help, span, related } = found;
  const here = [{ span, message }, ...related].find((each) => each.span.file === file);
  const elsewhere = span.file !== file;
  return {
    range: rangeOf(document, here?.span ?? { file, start: 0, end: 0 }),
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code,
    codeDescription: { href: `crease:explain/${code}` },
    source: 'crease',
    message: `${elsewhere ? `${span.file}: ` : ''}${message}${help ? `\n${help}` : ''}`,
    relatedInformation: [...(elsewhere ? [{ span, message }] : []), ...related].map((each) => ({
      location: locationOf(project, each.span),
      message: each.message,
    })),
  };
}

const completionKinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  function: CompletionItemKind.Function,
  name: CompletionItemKind.Variable,
  parameter: CompletionItemKind.Field,
  member: CompletionItemKind.Field,
  arm: CompletionItemKind.EnumMember,
  unit: CompletionItemKind.Unit,
  constant: CompletionItemKind.Constant,
  keyword: CompletionItemKind.Keyword,
};

/** Kept in our order: what fits best comes first. */
export function completionOf(
  document: TextDocument,
  item: Completion,
  place: number,
  snippets: boolean,
): CompletionItem {
  const { label, kind, detail, documentation, insert = label, span } = item;
  return {
    label,
    kind: completionKinds[kind],
    detail,
    documentation: documentation && { kind: MarkupKind.Markdown, value: documentation },
    sortText: String(place).padStart(4, '0'),
    filterText: label,
    insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: span && {
      range: rangeOf(document, span),
      newText: snippets ? insert : insert.replace('$0', ''),
    },
  };
}

const symbolKinds: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  section: SymbolKind.Namespace,
  setting: SymbolKind.Property,
  'data set': SymbolKind.Array,
  axis: SymbolKind.Enum,
  arm: SymbolKind.EnumMember,
  measurement: SymbolKind.Variable,
  claim: SymbolKind.Boolean,
  chart: SymbolKind.Object,
  profile: SymbolKind.Package,
  network: SymbolKind.Function,
  value: SymbolKind.Constant,
};

export function symbolOf(document: TextDocument, item: OutlineItem): DocumentSymbol {
  const { name, kind, detail, span, nameSpan, children } = item;
  return {
    name,
    kind: symbolKinds[kind],
    detail,
    range: rangeOf(document, span),
    selectionRange: rangeOf(document, nameSpan),
    children: children.map((child) => symbolOf(document, child)),
  };
}

/** The protocol's numbers: line, character, length, type and modifiers of each token, relative to the one before. */
export function encodeTokens(document: TextDocument, tokens: readonly SemanticToken[]): number[] {
  let [line, character] = [0, 0];
  return tokens.flatMap(({ span, type }) =>
    linesOf(document, span).flatMap(({ start, end }) => {
      const at = document.positionAt(start);
      const relative = [at.line - line, at.line === line ? at.character - character : at.character];
      [line, character] = [at.line, at.character];
      return [...relative, end - start, tokenTypes.indexOf(type), 0];
    }),
  );
}

/** A span cut at the ends of lines, without the blanks around: tokens may not go over them. */
function linesOf(document: TextDocument, { start, end }: Span): { start: number; end: number }[] {
  const text = document.getText().slice(start, end);
  return [...text.matchAll(/[^\s][^\r\n]*/g)].map(({ 0: line, index }) => ({
    start: start + index,
    end: start + index + line.trimEnd().length,
  }));
}
