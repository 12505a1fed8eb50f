import type { Span } from '../source/span.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type Position, position } from './position.ts';

/** A span for other programs: `start` and `end` with line and column, where the file's text is known. */
export interface Place {
  readonly file: string;
  readonly start: Partial<Position> & { readonly offset: number };
  readonly end: Partial<Position> & { readonly offset: number };
}

/** A diagnostic for other programs: every span with lines and columns counted from 1. */
export function toJson(diagnostic: Diagnostic, sources: ReadonlyMap<string, string>) {
  const { code, severity, message, help, span, related, fix } = diagnostic;
  return {
    ...{ code, severity, message, help },
    ...placeOf(span, sources),
    related: related.map((each) => ({ message: each.message, ...placeOf(each.span, sources) })),
    fix: fix?.map((edit) => ({ text: edit.text, ...placeOf(edit.span, sources) })),
  };
}

function placeOf({ file, start, end }: Span, sources: ReadonlyMap<string, string>): Place {
  const source = sources.get(file);
  const at = (offset: number) => ({ offset, ...(source === undefined ? {} : position(source, offset)) });
  return { file, start: at(start), end: at(end) };
}
