import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readAdvances } from './src/charts/fonts.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Folder in which Vega's own parts stand, wherever the package manager put them. */
const vegaParts = () => dirname(dirname(dirname(fileURLToPath(import.meta.resolve('vega')))));

/** Bundles the pages' two scripts, classic ones, into `folder`: `page.js` and `live.js`. */
export async function bundleScripts(folder: string): Promise<void> {
  await build({
    entryPoints: [here('./src/live/page.ts'), here('./src/live/live.ts')],
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    define: { ADVANCES: JSON.stringify(readAdvances()) },
    nodePaths: [vegaParts()],
    logLevel: 'silent',
  });
}
