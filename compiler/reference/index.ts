import { catalogue } from '../diagnostics/catalogue.ts';
import { codePage } from './codes.ts';
import { languagePages } from './language.ts';
import type { Page } from './page.ts';
import { recordPages } from './records.ts';

export { codePages } from './codes.ts';
export type { Page, Part, Section } from './page.ts';

/** The language reference: the file, key by key, then everything that can be called. */
export const referencePages: readonly Page[] = [...languagePages, ...recordPages];

/** The page of a name or a code, written in any case; undefined where there is none. */
export function findPage(name: string): Page | undefined {
  const entry = catalogue.get(name.toUpperCase());
  return entry ? codePage(entry) : referencePages.find((page) => page.name === name.toLowerCase());
}

/** Everything that `findPage` finds. */
export const pageNames = (): readonly string[] => [
  ...referencePages.map(({ name }) => name),
  ...catalogue.keys(),
];
