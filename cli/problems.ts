import type { WriteStream } from 'node:tty';
import { printDiagnostics } from '../compiler/diagnostics/print.ts';
import type { CompiledExperiment } from './experiments.ts';

/** Prints every diagnostic with its source; in colour where the stream is a terminal that wants it. */
export function printProblems(experiments: readonly CompiledExperiment[], stream: WriteStream): void {
  const diagnostics = experiments.flatMap((experiment) => experiment.diagnostics);
  if (diagnostics.length === 0) return;
  const sources = new Map(experiments.map(({ source }) => [source.file, source.text]));
  const color = stream.isTTY === true && stream.hasColors();
  stream.write(`${printDiagnostics(diagnostics, sources, { color }).trimEnd()}\n\n`);
}

/** The diagnostics for programs: lines and columns counted from 1. */
export function problemsAsData(experiments: readonly CompiledExperiment[]) {
  return experiments.flatMap(({ source, diagnostics }) =>
    diagnostics.map(({ code, severity, message, help, span }) => ({
      ...{ code, severity, message, help, file: span.file },
      start: position(source.text, span.start),
      end: position(source.text, span.end),
    })),
  );
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
