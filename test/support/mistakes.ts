import { expect, test } from 'vitest';
import { base, compileText, edited } from './experiment.ts';

/**
 * What is replaced, by what (the caret goes to `<|…|>`), the code, or `ok` where nothing must be reported, and
 * words that the message or its help must have.
 */
export type Mistake = readonly [before: string, after: string, code: string, ...words: string[]];

/** Tests that each mistake in `text` is reported once, at the very place, with what to do. */
export function testMistakes(cases: readonly Mistake[], text = base): void {
  test.each(cases)('%s → %s', (before, after, code, ...words) => {
    const marked = edited(before, after, text);
    const [start, end] = [marked.indexOf('<|'), marked.indexOf('|>') - 2];
    const clean = marked.replace('<|', '').replace('|>', '');
    const { plan, diagnostics } = compileText(clean);
    if (code === 'ok') {
      expect(diagnostics).toEqual([]);
      expect(plan).toBeDefined();
      return;
    }
    expect(diagnostics.map((each) => `${each.code} ${each.message}`)).toEqual([
      expect.stringContaining(code),
    ]);
    const [{ message, help, span }] = diagnostics;
    for (const word of words) expect(`${message} — ${help}`).toContain(word);
    if (start >= 0) expect(clean.slice(span.start, span.end)).toBe(clean.slice(start, end));
  });
}
