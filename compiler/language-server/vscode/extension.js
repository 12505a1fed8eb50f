const { workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');
const { execFile } = require('node:child_process');

let client;

/** Starts `crease lsp` in the folder of the project. */
exports.activate = async (context) => {
  const [command, ...args] = workspace.getConfiguration('crease').get('command');
  const cwd = workspace.workspaceFolders?.[0]?.uri.fsPath;
  const shell = process.platform === 'win32';
  client = new LanguageClient('crease', { command, args, options: { cwd, shell } }, { documentSelector: [{ language: 'crease' }] });
  context.subscriptions.push(workspace.registerTextDocumentContentProvider('crease', { provideTextDocumentContent }));
  await client.start();

  /** The code of a problem leads to `crease:explain/CR0301`. */
  function provideTextDocumentContent({ path }) {
    const explain = [...args.filter((argument) => argument !== 'lsp'), 'explain', path.split('/').at(-1)];
    return new Promise((resolve) => {
      execFile(command, explain, { cwd, shell }, (error, text, problem) => resolve(error ? problem : text));
    });
  }
};

exports.deactivate = () => client?.stop();
