/** Columns of a help page. */
const widest = 112;

/**
 * A help page with the words that stand beyond its width moved to the next line of their paragraph, or of their
 * row where a page has two columns, so that nobody has to count when a line changes.
 */
export function folded(help: string, width = widest): string {
  const lines = help.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const end = lines[i].lastIndexOf(' ', width);
    const hanging = hangingIndent(lines[i], lines[i + 1] ?? '');
    if (lines[i].length <= width || end <= hanging) continue;
    const rest = lines[i].slice(end + 1);
    lines[i] = lines[i].slice(0, end);
    // Rows and examples begin two columns in, and each is of its own.
    const goesOn = hanging !== 2 && lines[i + 1]?.search(/\S/) === hanging;
    if (goesOn) lines[i + 1] = `${' '.repeat(hanging)}${rest} ${lines[i + 1].slice(hanging)}`;
    else lines.splice(i + 1, 0, ' '.repeat(hanging) + rest);
  }
  return lines.join('\n');
}

/** The column at which the next line of the same paragraph or row begins; a long key leaves one space after it. */
function hangingIndent(line: string, next: string): number {
  const row = /^ {2}\S.*? {2,}(?=\S)/.exec(line);
  const [own, below] = [line.search(/\S/), next.search(/\S/)];
  return row ? row[0].length : own === 2 && below > own ? below : own;
}
