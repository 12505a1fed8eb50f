import type { Diagnostic } from './diagnostic.ts';

const mostPlaces = 3;

/** One diagnostic for each mistake: the same words about several places become one, with the other places beside it. */
export function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const same = `${diagnostic.code} ${diagnostic.message}`;
    const group = groups.get(same);
    if (group) group.push(diagnostic);
    else groups.set(same, [diagnostic]);
  }
  return [...groups.values()].map(([first, ...rest]) => {
    const others = rest.filter(
      ({ span }) => span.start !== first.span.start || span.file !== first.span.file,
    );
    const more = others.length - mostPlaces;
    const places = others.slice(0, mostPlaces).map(({ span }, i) => ({
      span,
      message: i === mostPlaces - 1 && more > 0 ? `also here, and in ${more} more places` : 'also here',
    }));
    return { ...first, related: [...first.related, ...places] };
  });
}
