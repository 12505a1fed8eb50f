import { signature } from '../language-server/documentation.ts';
import { fieldPlace } from '../language-server/fields.ts';
import { recordsFor } from '../language-server/records.ts';

/** A whole value that an editor may offer. */
export interface Snippet {
  readonly label: string;
  readonly description: string;
  readonly body: string;
}

/**
 * The whole values that are often meant at a key: those that the key names, then calls of what can stand there.
 * @param path keys from the top of the file; `*` is a name of the author's
 */
export function completions(path: readonly string[], values: readonly string[]): readonly Snippet[] {
  const words = values.map((value): Snippet => ({ label: value, description: value, body: value }));
  const wanted = fieldPlace(path)?.wanted;
  const calls = (wanted ? recordsFor(wanted) : []).map(
    (record): Snippet => ({
      label: record.name,
      description: `${record.summary}\n\n${signature(record)}`,
      body: record.example,
    }),
  );
  return [...words, ...calls];
}
