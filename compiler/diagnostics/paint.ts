/** Wraps text in the codes of a terminal, or leaves it as it is. */
export type Paint = (style: keyof typeof codes, text: string) => string;

const codes = { error: '1;31', warning: '1;33', strong: '1', quiet: '34', good: '1;32' } as const;

export function painter(color: boolean): Paint {
  return (style, text) => (color && text !== '' ? `\x1b[${codes[style]}m${text}\x1b[0m` : text);
}
