/** Characters that a reader does not see and that move or hide others: controls, and marks of direction. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;
const longestWord = 60;
const longestText = 160;

/** A text of an experiment as one line of what can be seen, so short that no table is torn apart. */
export function plainLine(text: string): string {
  const visible = text.toWellFormed().replace(/\s+/g, ' ').replace(invisible, '').trim();
  const words = visible.split(' ').map((word) => shorten(word, longestWord));
  return shorten(words.join(' '), longestText);
}

function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...new Intl.Segmenter('en').segment(text)].map(({ segment }) => segment);
  let kept = '';
  for (const character of characters) {
    if (kept.length + character.length >= most) break;
    kept += character;
  }
  return `${kept}…`;
}
