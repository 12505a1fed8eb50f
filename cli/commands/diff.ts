import { existsSync, readFileSync } from 'node:fs';
import {
  compareRevisions,
  type ExperimentDiff,
  type Revision,
} from '../../compiler/compare/experiment-diff.ts';
import { findingsIn, isAlarm } from '../../compiler/compare/findings.ts';
import { committedEnding, readCommitted } from '../../compiler/plan/committed.ts';
import { documentOf } from '../../site/report/build.ts';
import { renderHtml } from '../../site/report/html.ts';
import { renderMarkdown } from '../../site/report/markdown.ts';
import type { Sides } from '../../site/report/tables.ts';
import { renderText } from '../../site/report/text.ts';
import { compareTrees } from '../review/compare.ts';
import { mergeBase, treeOf, workingTree } from '../review/tree.ts';
import { oneOf, parse, UsageError } from '../usage.ts';

export const summary = 'Say what changed between two revisions in meaning, claims and results';

export const help = `Usage: crease diff [BASE..HEAD | BASE | FILE FILE] [--tolerance SHARE] [--enforce] [--format KIND]

Compares experiments and what is committed of their results (NAME.results.json, which \`crease run\` writes) in two
revisions of the repository, which is only read: nothing is checked out, and nothing is run. BASE...HEAD compares
with the commit that both have in common; BASE alone, or nothing for HEAD, compares with the files as they are
now. Experiments are those in workflows/, or everywhere below the current folder where there is no workflows/.
Two FILEs of results are compared as they are.

A cell is one of: meaning (a setting of its own changed), inherited (something that it is built on did: backend,
data, version), cosmetic (only text did), drift (its inputs are equal, its results are not), computed (it had no
result before), added, removed. A mean is better, worse, the same or inconclusive by the 95 % interval of the
difference, paired by replicate.

Options:
  --tolerance SHARE    Means whose difference is certain to be less than this share of the earlier one are the same; 0 unless
                       said, so that they must be equal
  --enforce            Exit code 1 where something needs a close look: a file or results that can't be read, drift,
                       a claim with another verdict, analysis changed after data, cells without result, results
                       that are not those of the file, means that are worse
  --format KIND        text (default), json, markdown or html

Examples:
  crease diff                                  what I changed since the last commit
  crease diff main...HEAD                      what this branch changes
  crease diff v1..v2 --format html > diff.html
  crease diff old.results.json new.results.json --enforce

Exit codes:
  0  compared
  1  with --enforce: something needs a close look
  2  the command was not understood, or there is no such revision`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    tolerance: { type: 'string', default: '0' },
    enforce: { type: 'boolean', default: false },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('--format', values.format, ['text', 'json', 'markdown', 'html']);
  const { diffs, sides } = compare(positionals, readTolerance(values.tolerance));
  process.stdout.write(rendered(diffs, sides, format));
  return values.enforce && findingsIn(diffs).some(isAlarm) ? 1 : 0;
}

/** A share such as `0.01`. */
export function readTolerance(value: string): number {
  const share = Number(value);
  if (value.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new UsageError(`--tolerance is '${value}', but must be a share from 0 to 1, such as 0.01.`);
}

interface Comparison {
  readonly diffs: readonly ExperimentDiff[];
  readonly sides: Sides;
}

function compare(args: readonly string[], tolerance: number): Comparison {
  if (args.length > 2) throw new UsageError('it compares two things: BASE..HEAD, or two files of results.');
  if (args.length === 2) return compareFiles(args[0], args[1], tolerance);
  const [, from, dots, to] = /^(.*?)(?:(\.{2,3})(.*))?$/s.exec(args[0] ?? '') ?? [];
  const before = from || 'HEAD';
  const head = dots === undefined ? workingTree() : treeOf(to || 'HEAD');
  const base = treeOf(dots === '...' ? mergeBase(before, to || 'HEAD') : before);
  return { diffs: compareTrees(base, head, tolerance), sides: { base: before, head: head.name } };
}

function compareFiles(before: string, after: string, tolerance: number): Comparison {
  const [base, head] = [before, after].map(readFile);
  const diff = compareRevisions(head.committed!.experiment, base, head, tolerance);
  return { diffs: diff === undefined ? [] : [diff], sides: { base: before, head: after } };
}

function readFile(file: string): Revision {
  if (!existsSync(file))
    throw new UsageError(`there is no file ${file}: name two *${committedEnding}, or BASE..HEAD.`);
  try {
    return { committed: readCommitted(readFileSync(file, 'utf8')) };
  } catch (error) {
    throw new UsageError(`${file} can't be compared: ${(error as Error).message}.`);
  }
}

function rendered(diffs: readonly ExperimentDiff[], sides: Sides, format: string): string {
  if (format === 'json')
    return `${JSON.stringify({ ...sides, findings: findingsIn(diffs), experiments: diffs }, null, 2)}\n`;
  const document = documentOf(diffs, sides, []);
  if (format === 'markdown') return renderMarkdown(document);
  return format === 'html' ? renderHtml(document) : renderText(document);
}
