import { resolve } from 'node:path';
import { parse, wholeNumber } from '../usage.ts';
import { version } from '../version.ts';

export const summary = 'Show the website in a browser, and again whenever results change';

export const help = `Usage: crease serve [--port N] [--out FOLDER]

Builds the website as \`crease build\` does and serves it on this machine until Ctrl-C. When a run brings new
results it is built again: reload the page to see them.

Options:
  --port N       4173 unless said; 0 takes a free one
  --out FOLDER   Where the site is built, a temporary folder unless said

Examples:
  crease serve
  crease serve --port 0 --out public

Exit codes:
  0  served until it was told to stop
  1  there is nothing to show, or it cannot be shown
  2  the command was not understood`;

export async function run(args: string[]): Promise<number> {
  const { values } = parse(
    args,
    { port: { type: 'string', default: '4173' }, out: { type: 'string' } },
    'no files',
  );
  const port = wholeNumber('--port', values.port, 0, 65535);
  const { serveSite, SiteError } = await import('../../site/build.ts');
  try {
    const site = await serveSite({
      ...{ results: resolve('.crease', 'results'), version, port },
      out: values.out && resolve(values.out),
      onBuild: (error) =>
        process.stderr.write(
          error ? `not built again: ${error.message}\n` : 'built again: reload the page\n',
        ),
    });
    process.stdout.write(`The website is at ${site.url} until Ctrl-C.\n`);
    await new Promise((stop) => process.once('SIGINT', stop).once('SIGTERM', stop));
    await site.close();
    return 0;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!(error instanceof SiteError) && code !== 'EADDRINUSE') throw error;
    process.stderr.write(
      `crease serve: ${code ? `port ${port} is taken; --port 0 takes a free one.` : message}\n`,
    );
    return 1;
  }
}
