import { existsSync } from 'node:fs';
import { versionOf } from './version.ts';

/** A browser for the tests: the one of the npm package, or one that the system has. */
export type FoundBrowser =
  | { readonly kind: 'package'; readonly name: string; readonly version: string }
  | { readonly kind: 'installed'; readonly path: string };

const packaged = '@sparticuz/chromium';
const places = [
  process.env.CHROME_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

export const howToGetABrowser = 'Install Chrome or Chromium, or name it in the variable CHROME_PATH.';

/** The package's browser runs on Linux x64 only; CHROME_PATH is preferred to other installed ones. */
export function findBrowser(): FoundBrowser | undefined {
  const version = process.platform === 'linux' && process.arch === 'x64' ? versionOf(packaged) : undefined;
  if (version) return { kind: 'package', name: packaged, version };
  const path = places.find((place) => existsSync(place));
  return path ? { kind: 'installed', path } : undefined;
}
