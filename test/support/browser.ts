import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser, howToGetABrowser } from '../../cli/doctor/browser.ts';

/** No look-ups of hosts that a test did not ask for. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The package's arguments are for cloud functions. Without these its Chromium keeps the rules that it keeps for
 * readers (what a page may load, from where), and closing one context does not end the browser.
 */
const keepsRules = (argument: string): boolean =>
  !['--single-process', '--disable-web-security', '--allow-running-insecure-content'].includes(argument);

/**
 * Starts a headless Chromium: on Linux x64 the one that npm installed, elsewhere the one of the system. The
 * caller closes it.
 *
 * @throws Error when there is none, saying how to get one.
 */
export async function launchBrowser(): Promise<Browser> {
  const found = findBrowser();
  if (!found) throw new Error(`These tests need a browser. ${howToGetABrowser}`);
  if (found.kind === 'installed') return launch(found.path, []);
  const { default: packaged } = await import('@sparticuz/chromium');
  return launch(await unpackedBrowser(found.version), packaged.args.filter(keepsRules));
}

const launch = (executablePath: string, args: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...args, ...quiet], headless: true });

/**
 * The package unpacks into the temporary folder. Tests that run side by side each unpack into one of their
 * own, and the first to finish gives it the common name.
 */
async function unpackedBrowser(version: string): Promise<string> {
  const common = join(tmpdir(), `crease-chromium-${version}`);
  if (!existsSync(common)) {
    const own = await mkdtemp(`${common}-`);
    await unpackInto(own);
    await rename(own, common).catch(() => rm(own, { recursive: true }));
  }
  return join(common, 'chromium');
}

async function unpackInto(folder: string): Promise<void> {
  const { default: packaged } = await import('@sparticuz/chromium');
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
