/** Far more than the language allows: a text or a comment never has as many, and the YAML library copes with them. */
const most = 640;

/** The first bracket or brace that stands inside far too many others, before anything is parsed. */
export function tooManyOpen(text: string): number | undefined {
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(/(?<!\$)[[{]|[\]}]/g)) {
    depth = sign === '[' || sign === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > most) return index;
  }
  return undefined;
}
