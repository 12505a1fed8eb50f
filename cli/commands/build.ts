import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { count, duration } from '../text.ts';
import { parse } from '../usage.ts';
import { version } from '../version.ts';

export const summary = 'Write the website from what was found, to open with a double click';

export const help = `Usage: crease build [--out FOLDER]

Writes a website from the results in .crease/results, where \`crease run\` puts them: an index and a page for
each experiment, with claims, charts, tables, source, provenance and downloads. It needs no server and no
network, and any web host can serve it from any folder. The same results give the same bytes.

Options:
  --out FOLDER   Where to write it, .crease/site unless said: a new or empty folder, or an older site of ours,
                 which is replaced

Examples:
  crease build
  crease build --out public

Exit codes:
  0  written
  1  there is nothing to publish, or it cannot be published
  2  the command was not understood`;

export async function run(args: string[]): Promise<number> {
  const { values } = parse(args, { out: { type: 'string', default: join('.crease', 'site') } }, 'no files');
  const { buildSite, SiteError } = await import('../../site/build.ts');
  const out = resolve(values.out);
  try {
    const { pages, bytes, seconds } = await buildSite({
      ...{ results: resolve('.crease', 'results'), out, version },
      onProgress: (done, all, what) => process.stderr.write(`building ${done + 1} of ${all}: ${what}\n`),
    });
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    process.stdout.write(
      `The website is built: ${count(pages, 'page')}, ${size}, in ${duration(seconds)}. Open\n`,
    );
    process.stdout.write(`  ${pathToFileURL(join(out, 'index.html')).href}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof SiteError)) throw error;
    process.stderr.write(`crease build: ${error.message}\n`);
    return 1;
  }
}
