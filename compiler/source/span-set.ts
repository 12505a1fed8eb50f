import { firstWhere } from './lines.ts';
import type { Span } from './span.ts';

/** Stretches of files, joined where they overlap, so that one can be looked up among many at once. */
export class SpanSet {
  readonly #byFile: ReadonlyMap<string, readonly Span[]>;

  constructor(spans: readonly Span[]) {
    const groups = Map.groupBy(spans, ({ file }) => file);
    this.#byFile = new Map([...groups].map(([file, own]) => [file, joined(own)]));
  }

  /** Whether any of the stretches shares a character with `span`, or one of them lies inside the other. */
  overlaps({ file, start, end }: Span): boolean {
    const own = this.#byFile.get(file) ?? [];
    const next = own[firstWhere(own.length, (i) => own[i].end > start)];
    return next !== undefined && next.start < end;
  }
}

function joined(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = found.at(-1);
    if (last && span.start < last.end)
      found[found.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else found.push(span);
  }
  return found;
}
