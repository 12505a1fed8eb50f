import type { WriteStream } from 'node:tty';
import { toJson } from '../compiler/diagnostics/json.ts';
import { printDiagnostics } from '../compiler/diagnostics/print.ts';
import type { CompiledExperiment } from './experiments.ts';

/** Prints every diagnostic with its source, and their count; in colour where the stream is a terminal that wants it. */
export function printProblems(experiments: readonly CompiledExperiment[], stream: WriteStream): void {
  const diagnostics = experiments.flatMap((experiment) => experiment.diagnostics);
  const color = stream.isTTY === true && stream.hasColors();
  stream.write(printDiagnostics(diagnostics, sourcesOf(experiments), { color }));
}

/** The diagnostics for other programs. */
export function problemsAsData(experiments: readonly CompiledExperiment[]) {
  const sources = sourcesOf(experiments);
  return experiments.flatMap(({ diagnostics }) =>
    diagnostics.map((diagnostic) => toJson(diagnostic, sources)),
  );
}

/** The text of everything that diagnostics may point into: files, and overrides of the command line. */
export function sourcesOf(experiments: readonly CompiledExperiment[]): Map<string, string> {
  const overrides = experiments.flatMap((experiment) => experiment.overrides);
  return new Map([...filesOf(experiments), ...overrides.map(({ file, text }) => [file, text] as const)]);
}

/** The text of every file that the experiments are made of. */
export function filesOf(experiments: readonly CompiledExperiment[]): Map<string, string> {
  return new Map(experiments.flatMap(({ sources }) => sources.map(({ file, text }) => [file, text])));
}
