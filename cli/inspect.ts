import { experimentName } from '../compiler/compile.ts';
import { position } from '../compiler/diagnostics/position.ts';
import { type Opened, open } from '../compiler/inspect/open.ts';
import type { Span } from '../compiler/source/span.ts';
import { type CompiledExperiment, compileExperiments, settingsOfArguments } from './experiments.ts';
import { printProblems } from './problems.ts';

/** An experiment without mistakes, to ask questions of. */
export interface Inspected extends Opened {
  readonly name: string;
  readonly experiment: CompiledExperiment;
  /** `workflows/first.crease.yaml:12:3`, or the option of the command line. */
  place(span: Span): string;
}

/** Opens experiments; prints problems to stderr, and gives nothing where there is an error. */
export function inspect(
  files: readonly string[],
  options: { readonly profile?: string; readonly set: readonly string[] },
): readonly Inspected[] | undefined {
  const experiments = compileExperiments(files, options, 'unspecified');
  printProblems(
    experiments.filter(({ plan }) => !plan),
    process.stderr,
  );
  const set = settingsOfArguments(options.set);
  const opened = experiments.map((experiment) => {
    const { plan, sources, networks, data } = experiment;
    const inside = plan && open(sources, { profile: options.profile, set, networks, data });
    const name = experimentName(experiment.source.file);
    return inside && { ...inside, name, experiment, place: (span: Span) => placeOf(span, experiment) };
  });
  return opened.every((each) => each !== undefined) ? opened : undefined;
}

function placeOf({ file, start }: Span, { sources }: CompiledExperiment): string {
  const source = sources.find((each) => each.file === file);
  if (!source) return file;
  const { line, column } = position(source.text, start);
  return `${file}:${line}:${column}`;
}
