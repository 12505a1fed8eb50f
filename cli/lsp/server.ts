import { fileURLToPath } from 'node:url';
import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  MarkupKind,
  ResponseError,
  type TextDocumentPositionParams,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { format } from '../../compiler/format/format.ts';
import type { Analysis } from '../../compiler/language-server/analysis.ts';
import { complete } from '../../compiler/language-server/complete.ts';
import { hover } from '../../compiler/language-server/hover.ts';
import { definition, references, renamable, rename } from '../../compiler/language-server/navigate.ts';
import { outline } from '../../compiler/language-server/outline.ts';
import { semanticTokens, tokenTypes } from '../../compiler/language-server/semantic-tokens.ts';
import { version } from '../version.ts';
import {
  changesOf,
  completionOf,
  diagnosticOf,
  editsOf,
  encodeTokens,
  locationOf,
  rangeOf,
  symbolOf,
} from './convert.ts';
import { Project } from './project.ts';

/** Milliseconds without typing before a file is checked. */
const pause = 120;

const capabilities: InitializeResult['capabilities'] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  completionProvider: { triggerCharacters: ['.', '(', '[', '=', ' ', ','] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  documentFormattingProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  semanticTokensProvider: { legend: { tokenTypes: [...tokenTypes], tokenModifiers: [] }, full: true },
};

/** Answers an editor over `connection` until it says goodbye. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const project = new Project(documents);
  let snippets = false;

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const folder = params.workspaceFolders?.[0]?.uri ?? params.rootUri;
    if (folder?.startsWith('file:')) project.root = fileURLToPath(folder);
    snippets = params.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    return { capabilities, serverInfo: { name: 'crease', version } };
  });

  checkWhileTyping(connection, documents, project);

  /** Asks `answer` about the document and the place of a request; nothing while the file cannot be read. */
  const at =
    <P extends TextDocumentPositionParams, R>(
      answer: (analysis: Analysis, offset: number, document: TextDocument, params: P) => R,
    ) =>
    (params: P): R | undefined => {
      const document = documents.get(params.textDocument.uri);
      const analysis = document && project.analyse(document);
      return analysis && answer(analysis, document.offsetAt(params.position), document, params);
    };

  connection.onCompletion(({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return [];
    const { source, others } = project.check(document);
    const items = complete(source, document.offsetAt(position), others);
    return items.map((item, place) => completionOf(document, item, place, snippets));
  });
  connection.onHover(
    at((analysis, offset, document) => {
      const found = hover(analysis, offset, project.check(document).plan);
      return (
        found && {
          contents: { kind: MarkupKind.Markdown, value: found.text },
          range: rangeOf(document, found.span),
        }
      );
    }),
  );
  connection.onDefinition(
    at((analysis, offset) => definition(analysis, offset).map((span) => locationOf(project, span))),
  );
  connection.onReferences(
    at((analysis, offset, _, { context }: Parameters<Parameters<Connection['onReferences']>[0]>[0]) =>
      references(analysis, offset, context.includeDeclaration, project.analyses()).map((span) =>
        locationOf(project, span),
      ),
    ),
  );
  connection.onPrepareRename(
    at((analysis, offset, document) => {
      const place = renamable(analysis, offset);
      return 'refused' in place
        ? refusal(place.refused)
        : { range: rangeOf(document, place.span), placeholder: place.name };
    }),
  );
  connection.onRenameRequest(
    at((analysis, offset, _, { newName }: Parameters<Parameters<Connection['onRenameRequest']>[0]>[0]) => {
      const edits = rename(analysis, offset, newName, project.analyses());
      return 'refused' in edits ? refusal(edits.refused) : { changes: changesOf(project, edits) };
    }),
  );
  connection.onDocumentSymbol(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    const analysis = document && project.analyse(document);
    return analysis && outline(analysis).map((item) => symbolOf(document, item));
  });
  connection.languages.semanticTokens.on(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    const analysis = document && project.analyse(document);
    return { data: analysis ? encodeTokens(document, semanticTokens(analysis)) : [] };
  });
  connection.onDocumentFormatting(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    return document && formatted(document, project.fileOf(document.uri));
  });
  connection.onCodeAction(({ textDocument, range }) => {
    const document = documents.get(textDocument.uri);
    return (
      document && quickFixes(document, document.offsetAt(range.start), document.offsetAt(range.end), project)
    );
  });

  documents.listen(connection);
  connection.listen();
}

const refusal = (message: string) => new ResponseError<void>(ErrorCodes.InvalidRequest, message);

/** Every change is followed by a check of all open files, since they may import one another. */
function checkWhileTyping(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  project: Project,
): void {
  let waiting: NodeJS.Timeout | undefined;
  const checkAll = () => {
    for (const document of documents.all()) {
      const { diagnostics, source } = project.check(document, true);
      void connection.sendDiagnostics({
        uri: document.uri,
        version: document.version,
        diagnostics: diagnostics.map((each) => diagnosticOf(document, source.file, each, project)),
      });
    }
  };
  documents.onDidChangeContent(() => {
    clearTimeout(waiting);
    waiting = setTimeout(checkAll, pause);
  });
  documents.onDidClose(({ document }) => {
    project.forget(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
}

/** The whole file in its canonical form; nothing while it is broken. */
function formatted(document: TextDocument, file: string): TextEdit[] {
  const text = document.getText();
  const newText = format(file, text, () => {});
  if (newText === undefined || newText === text) return [];
  return [{ range: rangeOf(document, { file, start: 0, end: text.length }), newText }];
}

/** The mending of every mistake that touches the selection. */
function quickFixes(document: TextDocument, start: number, end: number, project: Project): CodeAction[] {
  const { diagnostics, source } = project.check(document);
  return diagnostics.flatMap((found) => {
    const { span, fix, help, message } = found;
    if (!fix || span.file !== source.file || span.end < start || span.start > end) return [];
    if (fix.some((edit) => edit.span.file !== source.file)) return [];
    return [
      {
        title: sentence(help ?? `mend: ${message}`),
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnosticOf(document, source.file, found, project)],
        isPreferred: true,
        edit: { changes: { [document.uri]: editsOf(document, fix) } },
      },
    ];
  });
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
