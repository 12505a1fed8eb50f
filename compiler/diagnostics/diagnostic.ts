import type { Span } from '../source/span.ts';

export type Severity = 'error' | 'warning';

/** A replacement of source text that mends the mistake when it is certain. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A place that explains the mistake: "declared here", "this arm makes it 10 wide". */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** One mistake or doubt, as data; `print.ts` turns it into text. */
export interface Diagnostic {
  /** Permanent code such as `CR0301`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, with the offending value, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  readonly span: Span;
  readonly related: readonly Related[];
  readonly fix?: readonly Edit[];
}

/** Where a compiler phase puts what it finds; phases never throw on bad input. */
export type Report = (diagnostic: Diagnostic) => void;
