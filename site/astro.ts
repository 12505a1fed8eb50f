/**
 * Builds the pages in a process of its own, since Astro wants the current directory for itself:
 * `node astro.ts WORK`, where WORK holds `site.json` and receives `pages/`.
 */
import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.env.ASTRO_TELEMETRY_DISABLED = '1';
const work = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));

/** The folder `node_modules` that Astro was resolved from, ours or that of a project that installed us. */
function modulesFolder(): string {
  const entry = fileURLToPath(import.meta.resolve('astro'));
  return entry.slice(0, entry.lastIndexOf('node_modules') + 'node_modules'.length);
}

/** `import { site } from 'crease:site'` in pages. Read when the pages are drawn: it may be large. */
const siteData = {
  name: 'crease-site',
  resolveId: (id: string) => (id === 'crease:site' ? '\0crease:site' : undefined),
  load: (id: string) =>
    id === '\0crease:site'
      ? `import { readFileSync } from 'node:fs';
         export const site = JSON.parse(readFileSync(${JSON.stringify(join(work, 'site.json'))}, 'utf8'));`
      : undefined,
};

symlinkSync(modulesFolder(), join(work, 'node_modules'), 'junction');
process.chdir(work);
const { build } = await import('astro');
await build({
  configFile: false,
  root: work,
  srcDir: join(here, 'src'),
  publicDir: join(here, 'public'),
  outDir: join(work, 'pages'),
  cacheDir: join(work, 'cache'),
  output: 'static',
  compressHTML: true,
  build: { format: 'preserve', inlineStylesheets: 'always' },
  devToolbar: { enabled: false },
  logLevel: 'error',
  vite: {
    plugins: [siteData],
    logLevel: 'error',
    server: { fs: { allow: [work, here, modulesFolder()] } },
  },
});
