/** `text` as one quoted YAML scalar: double quotes, or single where that needs no escape. */
export function quoted(text: string): string {
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
