import { parse } from '../usage.ts';

export const summary = 'Answer an editor: the language server, over standard input and output';

export const help = `Usage: crease lsp [--stdio]

Speaks the Language Server Protocol over standard input and output, for editors that start it: problems while
you type, completion, hover, go to definition, rename, outline, quick fixes and colours of expressions.

An extension for VS Code is in compiler/language-server/vscode. In other editors, start \`crease lsp\` for files
that end in .crease.yaml.

Exit codes:
  0  the editor said goodbye
  1  it went away without`;

/** Never resolves: the connection ends the process. */
export async function run(args: string[]): Promise<number> {
  parse(args, { stdio: { type: 'boolean' } }, 'no files');
  const { createConnection } = await import('vscode-languageserver/node');
  const { serve } = await import('../lsp/server.ts');
  serve(createConnection(process.stdin, process.stdout));
  return new Promise(() => {});
}
