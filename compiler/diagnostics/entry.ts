import type { Span } from '../source/span.ts';
import { clip } from './clip.ts';
import type { Diagnostic, Edit, Related, Severity } from './diagnostic.ts';

/**
 * One record of the catalogue: everything that is ever said about one kind of mistake.
 * `D` is the data that a report must bring; wording lives here and nowhere else.
 */
export interface Entry<D> {
  /** Permanent: `CR` and four digits; the first two say the room. */
  readonly code: string;
  readonly severity: Severity;
  /** A noun phrase, for lists and page titles. */
  readonly title: string;
  /** What happened, with the offending value. */
  readonly message: (data: D) => string;
  /** What to do next, with the corrected text where it is known. */
  readonly help?: (data: D) => string | undefined;
  /** What belongs at the span instead, where that is certain: the fix of a report that brings none of its own. */
  readonly instead?: (data: D) => string | undefined;
  /** Why the language has this rule; one or two sentences for the code's page. */
  readonly why: string;
}

/** What a report may add to the data of its entry. */
export interface Extra {
  readonly related?: readonly Related[];
  readonly fix?: readonly Edit[];
}

/** Declares one entry of the catalogue. */
export function entry<D>(record: Entry<D>): Entry<D> {
  return record;
}

/** Builds the diagnostic that `record` describes, at `span`. */
export function diagnose<D>(record: Entry<D>, span: Span, data: D, extra: Extra = {}): Diagnostic {
  const instead = record.instead?.(data);
  const help = record.help?.(data);
  return {
    code: record.code,
    severity: record.severity,
    message: clip(record.message(data)),
    help: help === undefined ? undefined : clip(help),
    span,
    related: extra.related ?? [],
    fix: extra.fix ?? (instead === undefined ? undefined : [{ span, text: instead }]),
  };
}
