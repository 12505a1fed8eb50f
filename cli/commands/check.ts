import {
  compileExperiments,
  experimentHelp,
  experimentOptions,
  experimentOptionsHelp,
} from '../experiments.ts';
import { printProblems, problemsAsData } from '../problems.ts';
import { count } from '../text.ts';
import { oneOf, parse } from '../usage.ts';

export const summary = 'Find mistakes in experiment files, without running anything';

export const help = `Usage: crease check [FILES] [--profile NAME] [--set PATH=VALUE] [--format text|json]

Reads experiment files and checks names, types, shapes, claims and charts. Every problem is shown with its
place, the lines around it, and what to do about it.

${experimentHelp}

Options:
${experimentOptionsHelp}
  --format text|json   Text to read (default), or one JSON object

Examples:
  crease check                             every experiment in workflows/
  crease check workflows/first.crease.yaml --profile quick
  crease check --format json | jq '.problems[].message'

Exit codes:
  0  no errors (there may be warnings)
  1  at least one error
  2  the command was not understood`;

/** Checking needs no backend: what computes changes keys, and never whether a file is right. */
const anyNumerics = 'unspecified';

export async function run(args: string[]): Promise<number> {
  const options = { ...experimentOptions, format: { type: 'string', default: 'text' } } as const;
  const { values, positionals } = parse(args, options);
  const format = oneOf('--format', values.format, ['text', 'json']);
  const experiments = compileExperiments(positionals, values, anyNumerics);
  if (format === 'json') {
    process.stdout.write(
      `${JSON.stringify({ files: experiments.length, problems: problemsAsData(experiments) }, null, 2)}\n`,
    );
  } else {
    printProblems(experiments, process.stdout);
    if (experiments.every(({ diagnostics }) => diagnostics.length === 0))
      process.stdout.write(`${count(experiments.length, 'experiment')}, no problems\n`);
  }
  return experiments.every(({ plan }) => plan) ? 0 : 1;
}
