const longestQuote = 120;
const longest = 1200;

/** `text` short enough to read, whatever it quotes: the middle of long quotes is left out, and the end of all else. */
export function clip(text: string): string {
  const quotes = text.replace(/`([^`]*)`/g, (whole, quote: string) =>
    quote.length <= longestQuote ? whole : `\`${start(quote, 80)}…${end(quote, 20)}\``,
  );
  return quotes.length <= longest ? quotes : `${start(quotes, longest - 1)}…`;
}

/** Cuts that leave pairs of surrogates together. */
const start = (text: string, length: number) => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
const end = (text: string, length: number) => text.slice(-length).replace(/^[\udc00-\udfff]/, '');
