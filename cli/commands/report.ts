import { writeFileSync } from 'node:fs';
import { findingsIn } from '../../compiler/compare/findings.ts';
import { documentOf } from '../../site/report/build.ts';
import { commentLimit, renderMarkdown } from '../../site/report/markdown.ts';
import { compareTrees } from '../review/compare.ts';
import { mergeBase, treeOf } from '../review/tree.ts';
import { parse, UsageError } from '../usage.ts';
import { readTolerance } from './diff.ts';

export const summary = 'Write the comment of a pull request: what it changes, and what that did';

export const help = `Usage: crease report --base REF [--head REF] [--tolerance SHARE] [--output FILE]

Compares HEAD with the commit that it has in common with REF, as \`crease diff REF...HEAD\` does, and prints Markdown
for a comment: what changed and whether to worry in the first line, then only what changed, details folded. It is
shorter than ${commentLimit.toLocaleString('en-US')} characters: rows that are left out are counted. The same commits give the same bytes.
Prints nothing where nothing that matters changed. Texts of experiments show as they are: they can neither break
the comment nor notify anybody.

Options:
  --base REF           The branch that is merged into, such as origin/main
  --head REF           What is merged; HEAD unless said
  --tolerance SHARE    Means whose difference is certain to be less than this share of the earlier one are the same; 0 unless
                       said, so that they must be equal
  --output FILE        Write to FILE, which is empty where there is nothing to say

Examples:
  crease report --base origin/main
  crease report --base origin/main >> "$GITHUB_STEP_SUMMARY"

Exit codes:
  0  written
  2  the command was not understood, or there is no such revision`;

export async function run(args: string[]): Promise<number> {
  const { values } = parse(
    args,
    {
      base: { type: 'string' },
      head: { type: 'string', default: 'HEAD' },
      tolerance: { type: 'string', default: '0' },
      output: { type: 'string' },
    },
    'no files',
  );
  if (values.base === undefined)
    throw new UsageError('it needs --base, the branch that is merged into, such as --base origin/main.');
  const text = commentOf(values.base, values.head, readTolerance(values.tolerance));
  if (values.output === undefined) process.stdout.write(text);
  else writeFileSync(values.output, text);
  return 0;
}

export function commentOf(base: string, head: string, tolerance: number): string {
  const common = mergeBase(base, head);
  const all = compareTrees(treeOf(common), treeOf(head), tolerance);
  const diffs = all.filter((diff) => findingsIn([diff]).length > 0);
  if (diffs.length === 0) return '';
  const closing = [
    'Compared with commit',
    { code: common.slice(0, 12) },
    'by',
    { code: `crease diff ${base}...${head}` },
  ];
  return renderMarkdown(documentOf(diffs, { base, head }, closing), commentLimit);
}
