import { Parser } from 'yaml';

/** A comment of a YAML file, `#` included. */
export interface Comment {
  readonly text: string;
  readonly start: number;
  /** Characters before it on its line. */
  readonly column: number;
  /** Whether nothing but spaces stands before it on its line. */
  readonly alone: boolean;
  /** Whether the line above it is empty. */
  readonly blankAbove: boolean;
}

/** Every comment of a file, in order. A `#` inside a text is none: YAML itself says what is a comment. */
export function commentsOf(source: string): readonly Comment[] {
  const comments: Comment[] = [];
  for (const token of new Parser().parse(source)) collect(token, source, comments);
  return comments.sort((a, b) => a.start - b.start);
}

function collect(token: unknown, source: string, into: Comment[]): void {
  if (Array.isArray(token)) for (const each of token) collect(each, source, into);
  else if (typeof token === 'object' && token !== null) {
    const { type, offset, source: text } = token as { type?: string; offset?: number; source?: string };
    if (type === 'comment' && offset !== undefined && text !== undefined)
      into.push(comment(text.trimEnd(), offset, source));
    else for (const part of Object.values(token)) collect(part, source, into);
  }
}

function comment(text: string, start: number, source: string): Comment {
  const line = source.lastIndexOf('\n', start - 1) + 1;
  const before = source.slice(line, start);
  const alone = before.trim() === '' || before === '\ufeff';
  return { text, start, column: before.length, alone, blankAbove: alone && blankAbove(source, start) };
}

/** Whether the line above the one that holds `offset` is empty. */
export function blankAbove(source: string, offset: number): boolean {
  const line = source.lastIndexOf('\n', offset - 1);
  return line > 0 && source.slice(source.lastIndexOf('\n', line - 1) + 1, line).trim() === '';
}
