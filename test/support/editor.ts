import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

export interface Server {
  readonly command: string;
  readonly args: readonly string[];
}

/** An editor without a screen: starts `crease lsp` in a folder and speaks its protocol. */
export class Editor {
  readonly connection: ProtocolConnection;
  readonly result: InitializeResult;
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #published = new Map<string, Diagnostic[]>();
  readonly #waiting = new Map<string, (found: Diagnostic[]) => void>();
  #version = 0;

  private constructor(
    process: ChildProcess,
    connection: ProtocolConnection,
    folder: string,
    result: InitializeResult,
  ) {
    this.#process = process;
    this.connection = connection;
    this.#folder = folder;
    this.result = result;
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics, version }) => {
      if (version !== undefined && version < this.#version) return;
      this.#published.set(uri, diagnostics);
      this.#waiting.get(uri)?.(diagnostics);
      this.#waiting.delete(uri);
    });
  }

  /** @param server how it is started; from the sources unless said */
  static async start(
    folder: string,
    capabilities: ClientCapabilities = {},
    { command, args }: Server = { command: process.execPath, args: [main, 'lsp'] },
  ): Promise<Editor> {
    const child = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: 'project' }];
    const parameters = { processId: process.pid, rootUri: null, capabilities, workspaceFolders };
    const result = await connection.sendRequest(InitializeRequest.type, parameters);
    await connection.sendNotification(InitializedNotification.type, {});
    return new Editor(child, connection, folder, result);
  }

  uri(file: string): string {
    return pathToFileURL(`${this.#folder}/${file}`).href;
  }

  /** Opens a file with a text and resolves to what is wrong in it. */
  open(file: string, text: string): Promise<Diagnostic[]> {
    const uri = this.uri(file);
    const checked = this.#nextCheck(uri);
    const textDocument = { uri, languageId: 'crease', version: ++this.#version, text };
    return this.connection
      .sendNotification(DidOpenTextDocumentNotification.type, { textDocument })
      .then(() => checked);
  }

  /** Replaces the text of an open file. */
  type(file: string, text: string): Promise<Diagnostic[]> {
    const uri = this.uri(file);
    const checked = this.#nextCheck(uri);
    const textDocument = { uri, version: ++this.#version };
    const change = { textDocument, contentChanges: [{ text }] };
    return this.connection
      .sendNotification(DidChangeTextDocumentNotification.type, change)
      .then(() => checked);
  }

  #nextCheck(uri: string): Promise<Diagnostic[]> {
    return new Promise((resolve) => this.#waiting.set(uri, resolve));
  }

  /** Says goodbye, or just goes away; resolves to the exit code. */
  async close(politely = true): Promise<number> {
    const exit = once(this.#process, 'exit');
    if (politely) await this.connection.sendRequest(ShutdownRequest.type);
    if (politely) await this.connection.sendNotification(ExitNotification.type);
    else this.#process.stdin?.end();
    const [code] = await exit;
    this.connection.dispose();
    return code;
  }
}
