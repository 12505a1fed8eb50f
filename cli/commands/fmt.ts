import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { printDiagnostics } from '../../compiler/diagnostics/print.ts';
import { format } from '../../compiler/format/format.ts';
import { experimentHelp, findFiles } from '../experiments.ts';
import { replaceFile } from '../fix.ts';
import { count } from '../text.ts';
import { parse } from '../usage.ts';

export const summary = 'Write experiment files in their canonical form, comments kept';

export const help = `Usage: crease fmt [FILES] [--check]

Puts sections and keys in the order of the language, indents by two spaces, writes expressions with the same
spaces everywhere, and folds what is longer than 100 columns. Comments stay with what they belong to; numbers
keep their spelling. Formatting never changes what an experiment means, so nothing has to be run again. Files of
folders that only others import are formatted, too.

${experimentHelp}

Options:
  --check   Change nothing, and list the files that are not in canonical form

Examples:
  crease fmt
  crease fmt workflows/first.crease.yaml
  crease fmt --check     in continuous integration

Exit codes:
  0  all files are in canonical form now
  1  some are not, with --check; or a file has a mistake that must be mended first
  2  the command was not understood`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { check: { type: 'boolean', default: false } });
  const files = findFiles(positionals, () => true);
  const outcomes = files.map((file) => formatFile(file, !values.check));
  const changed = files.filter((_, i) => outcomes[i] === 'changed');
  for (const file of changed) process.stdout.write(`${file}\n`);
  const broken = outcomes.filter((outcome) => outcome === 'broken').length;
  process.stdout.write(describe(files.length, changed.length, broken, values.check));
  return broken > 0 || (values.check && changed.length > 0) ? 1 : 0;
}

/** Writes the file anew where that changes it and `write` says so. */
function formatFile(file: string, write: boolean): 'changed' | 'same' | 'broken' {
  const text = readFileSync(file, 'utf8');
  const found: Diagnostic[] = [];
  const result = format(file, text, (diagnostic) => void found.push(diagnostic));
  if (result === undefined) {
    const color = process.stderr.isTTY === true && process.stderr.hasColors();
    process.stderr.write(printDiagnostics(found, new Map([[file, text]]), { color }));
    return 'broken';
  }
  if (result === text) return 'same';
  if (write) replaceFile(file, result);
  return 'changed';
}

function describe(all: number, changed: number, broken: number, check: boolean): string {
  const did = check ? 'would be written anew' : 'written anew';
  const parts = [
    `${count(changed, 'file')} ${did}`,
    `${all - changed - broken} in canonical form already`,
    broken > 0 && `${broken} with mistakes left alone`,
  ];
  return `${parts.filter(Boolean).join(', ')}\n`;
}
