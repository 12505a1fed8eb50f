import { describe, expect, test } from 'vitest';
import { highlightLine } from '../../../../site/src/text/highlight.ts';

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('highlightLine', () => {
  test('marks key, number, text and comment', () => {
    expect(highlightLine('  test: digits(test = 30%, name = "a") # UCI')).toBe(
      '  <span class="code-key">test</span>: digits(test = <span class="code-number">30%</span>, name = <span class="code-text">&quot;a&quot;</span>) <span class="code-comment"># UCI</span>',
    );
  });

  test('keys of list entries, numbers of every form, no key within a value', () => {
    expect(highlightLine('    - repeat: 4')).toContain('<span class="code-key">repeat</span>');
    expect(highlightLine('rate: [1e-3, .5, 1_000]').match(/code-number/g)).toHaveLength(3);
    expect(highlightLine('expect: x8[a = b2] < 1e-9').match(/code-number/g)).toHaveLength(1);
  });

  test.each(['</script><script>x</script>', "it's: '<b>' # <i>", '"unclosed', '', '#', 'a#b: c'])(
    'loses and adds nothing: %s',
    (line) => {
      const html = highlightLine(line);
      expect(plain(html)).toBe(line);
      expect(html.replace(/<\/?span(?: class="code-[a-z]+")?>/g, '')).not.toMatch(/[<>]/);
    },
  );
});
