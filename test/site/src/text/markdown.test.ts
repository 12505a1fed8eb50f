import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../../../site/src/text/markdown.ts';

describe('renderMarkdown', () => {
  test('keeps paragraphs, emphasis, code and links to the web', () => {
    expect(renderMarkdown('a *b* `c` [d](https://example.org/?a=1&b=2)')).toBe(
      '<p>a <em>b</em> <code>c</code> <a href="https://example.org/?a=1&amp;b=2" rel="noreferrer">d</a></p>',
    );
  });

  test.each([
    ['raw HTML', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['an event handler', 'a <b onclick="x()">b</b>', '<p>a &lt;b onclick=&quot;x()&quot;&gt;b&lt;/b&gt;</p>'],
    ['a script link', '[a](javascript:alert(1))', '<p>a</p>'],
    ['a script link in capitals and entities', '[a](JaVaScRiPt&#58;alert(1))', '<p>a</p>'],
    ['a data link', '[a](data:text/html,x)', '<p>a</p>'],
    ['a link to a file that is not there', '[a](other.html)', '<p>a</p>'],
    ['an automatic script link', '<javascript:alert(1)>', '<p>javascript:alert(1)</p>'],
    ['a heading', '# a', '<p># a</p>'],
  ])('%s shows as text', (_, source, html) => expect(renderMarkdown(source)).toBe(html));

  test('a picture is never fetched', () => {
    expect(renderMarkdown('![a](https://example.org/a.png)')).not.toContain('<img');
  });

  test('whatever the text, only known tags and safe addresses come out', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '[a]',
      '(javascript:x)',
      '(http://x)',
      '![',
      ']',
      '`',
      '\n',
      '<img src=x onerror=y>',
      '</p>',
      '&#x3c;script>',
      '* ',
      '> ',
      ' on=',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const [tag] of renderMarkdown(pieces.join('')).matchAll(/<[^>]*>/g))
          expect(tag).toMatch(
            /^<(?:\/?(?:p|em|strong|code|pre|ul|ol|li|blockquote|a|hr|br)(?: \/)?|code class="language-[^"<]*"|a href="(?:https?|mailto):[^"]*" rel="noreferrer")>$/,
          );
      }),
      { numRuns: 500 },
    );
  });
});
