import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkitten';
import type { Advances } from './metrics.ts';

/** The fonts that a site ships: name of the file in the site, and where it comes from (SIL Open Font License). */
export const fontFiles: Readonly<Record<string, string>> = {
  'sans-400.woff2': fontPath('@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2'),
  'sans-600.woff2': fontPath('@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff2'),
  'serif-400.woff2': fontPath('@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2'),
  'serif-600.woff2': fontPath('@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2'),
  'sans-license.txt': fontPath('@fontsource/source-sans-3/LICENSE'),
  'serif-license.txt': fontPath('@fontsource/source-serif-4/LICENSE'),
};

function fontPath(specifier: string): string {
  return fileURLToPath(import.meta.resolve(specifier));
}

function advancesOf(file: string): Record<string, number> {
  const font = create(readFileSync(file)) as Font;
  const entries = font.characterSet.map((code): [string, number] => [
    String.fromCodePoint(code),
    Math.round((font.glyphForCodePoint(code).advanceWidth * 1000) / font.unitsPerEm),
  ]);
  return Object.fromEntries(entries);
}

export const readAdvances = (): Advances => ({
  regular: advancesOf(fontFiles['sans-400.woff2']),
  bold: advancesOf(fontFiles['sans-600.woff2']),
});
