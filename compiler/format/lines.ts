/** A value as it is printed behind its key or dash. */
export interface Printed {
  /** What stands on the line of the key: the whole value, or the header of a block scalar. */
  readonly inline?: string;
  /** Lines below, indented less the indentation of the key or dash. */
  readonly below: readonly string[];
}

/** One entry of a map or item of a list, with the comments that belong to it. */
export interface Block {
  /** What stands before the value: `key:` or `-`. */
  readonly head: string;
  readonly value: Printed;
  /** Comments above it, and empty lines after some of them. */
  readonly above: readonly string[];
  /** A comment at the end of its first line. */
  readonly beside?: string;
  /** Whether an empty line stands above all that. */
  readonly blankAbove: boolean;
}

export const indent = (lines: readonly string[], by = 2): string[] =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));

/** The lines of several blocks, with one empty line between two where `apart` asks for it. */
export function joinBlocks(
  blocks: readonly Block[],
  apart: (before: Block, after: Block) => boolean = (_, { blankAbove }) => blankAbove,
): string[] {
  return blocks.flatMap((block, i) => {
    const { head, value, above, beside } = block;
    const first = [head, value.inline, beside].filter(Boolean).join(' ');
    const before = blocks[i - 1];
    // After a literal that keeps its empty lines, another one would become part of it.
    const gap = i > 0 && before.value.below.at(-1) !== '' && apart(before, block) ? [''] : [];
    return [...gap, ...above, first, ...value.below];
  });
}
