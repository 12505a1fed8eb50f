import { toSarif } from '../../compiler/diagnostics/sarif.ts';
import {
  type CompiledExperiment,
  compileExperiments,
  experimentHelp,
  experimentOptions,
  experimentOptionsHelp,
  findExperiments,
} from '../experiments.ts';
import { fixExperiments } from '../fix.ts';
import { filesOf, printProblems, problemsAsData, sourcesOf } from '../problems.ts';
import { findStale } from '../review/staleness.ts';
import { count } from '../text.ts';
import { oneOf, parse, UsageError } from '../usage.ts';
import { version } from '../version.ts';
import { watch } from '../watch.ts';

export const summary = 'Find mistakes in experiment files, without running anything';

export const help = `Usage: crease check [FILES] [--profile NAME] [--set PATH=VALUE] [--fix] [--watch] [--format KIND]

Reads experiment files and checks names, types, shapes, claims and charts. Every problem is shown with its
place, the lines around it, and what to do about it. \`crease explain CODE\` says more about one kind of mistake.
Also says which results beside the experiments (NAME.results.json) are no longer those of their files.

${experimentHelp}

Options:
${experimentOptionsHelp}
  --fix                Mend what is certain to be a slip, such as a misspelt name, in the files themselves, and
                       say what was changed; the rest is reported
  --watch              Check again whenever a file changes, until Ctrl-C
  --format KIND        text (default), json, or sarif, which code hosts show beside the lines of a change

Examples:
  crease check                             every experiment in workflows/
  crease check workflows/first.crease.yaml --profile quick
  crease check --fix
  crease check --format json | jq '.problems[].message'
  crease check --format sarif > crease.sarif

Exit codes:
  0  no errors (there may be warnings)
  1  at least one error
  2  the command was not understood`;

/** Checking needs no backend: what computes changes keys, and never whether a file is right. */
const anyNumerics = 'unspecified';

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    ...experimentOptions,
    fix: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('--format', values.format, ['text', 'json', 'sarif']);
  const compileAll = () => compileExperiments(positionals, values, anyNumerics);
  if (values.watch) {
    if (values.fix) throw new UsageError('--watch only reports; leave out --fix, or --watch.');
    if (format !== 'text') throw new UsageError(`--watch prints text; leave out --format ${format}.`);
    return watchAll(positionals, compileAll);
  }
  const { experiments, changes } = values.fix
    ? fixExperiments(compileAll)
    : { experiments: compileAll(), changes: [] };
  if (format === 'text') {
    if (changes.length > 0) process.stdout.write(`${changes.join('\n')}\n\n`);
    printReport(experiments);
  } else process.stdout.write(`${JSON.stringify(asData(experiments, changes, format), null, 2)}\n`);
  return experiments.every(({ plan }) => plan) ? 0 : 1;
}

function asData(
  experiments: readonly CompiledExperiment[],
  changes: readonly string[],
  format: 'json' | 'sarif',
) {
  if (format === 'json')
    return {
      files: experiments.length,
      problems: problemsAsData(experiments),
      stale: findStale(experiments),
      ...(changes.length ? { changes } : {}),
    };
  const diagnostics = experiments.flatMap((experiment) => experiment.diagnostics);
  return toSarif(diagnostics, sourcesOf(experiments), version);
}

function printReport(experiments: readonly CompiledExperiment[]): void {
  printProblems(experiments, process.stdout);
  for (const { file, message } of findStale(experiments)) process.stdout.write(`${file}: ${message}\n`);
  if (experiments.every(({ diagnostics }) => diagnostics.length === 0))
    process.stdout.write(`${count(experiments.length, 'experiment')}, no problems\n`);
}

const clear = '\x1b[2J\x1b[3J\x1b[H';

/** Reports now and after each change. What is wrong with the arguments is said in the report: it may pass. */
async function watchAll(args: readonly string[], compileAll: () => CompiledExperiment[]): Promise<number> {
  findExperiments(args);
  const find = () =>
    tolerant(
      () => findExperiments(args),
      () => [],
    );
  await watch(find, () => {
    if (process.stdout.isTTY) process.stdout.write(clear);
    const files = tolerant(
      () => {
        const experiments = compileAll();
        printReport(experiments);
        return [...filesOf(experiments).keys(), ...experiments.flatMap(({ missing }) => missing)];
      },
      (message) => {
        process.stdout.write(`${message}\n`);
        return [];
      },
    );
    const time = new Date().toTimeString().slice(0, 8);
    process.stdout.write(`\n${time}  watching ${count(files.length, 'file')}; Ctrl-C ends\n`);
    return files;
  });
  return 0;
}

function tolerant<T>(act: () => T, otherwise: (message: string) => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof UsageError || (error as NodeJS.ErrnoException).code === 'ENOENT')
      return otherwise((error as Error).message);
    throw error;
  }
}
