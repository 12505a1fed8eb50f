import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { experimentSchema } from '../../compiler/schema/schema.ts';
import { parse } from '../usage.ts';

export const summary = 'Write the JSON Schema with which editors complete and check experiment files';

export const help = `Usage: crease schema [--out FILE]

Writes a JSON Schema of experiment files: every key with its documentation, what is required, and whole values
to complete. Editors that know YAML use it once the first line of an experiment names it, as \`crease init\`
writes it:

  # yaml-language-server: $schema=../.vscode/crease.schema.json

What is inside an expression is checked by \`crease check\`, and in editors by \`crease lsp\`.

Options:
  --out FILE   Where to write it; standard output unless said

Examples:
  crease schema --out .vscode/crease.schema.json
  crease schema | jq '.definitions.train.properties | keys'

Exit codes:
  0  written
  2  the command was not understood`;

export async function run(args: string[]): Promise<number> {
  const { values } = parse(args, { out: { type: 'string' } }, 'no files');
  const text = `${JSON.stringify(experimentSchema(), null, 2)}\n`;
  if (values.out === undefined) process.stdout.write(text);
  else {
    mkdirSync(dirname(values.out), { recursive: true });
    writeFileSync(values.out, text);
    process.stdout.write(`${values.out}\n`);
  }
  return 0;
}
