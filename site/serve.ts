import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, buildSite } from './build.ts';
import { listResultFiles } from './src/data/read.ts';
import { serveFolder } from './static-server.ts';

export interface ServeOptions extends Omit<BuildOptions, 'out'> {
  /** Folder for the built site; a temporary one unless said. */
  readonly out?: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** Told of each rebuild, and of each that failed; the last good site stays. */
  readonly onBuild?: (error?: Error) => void;
}
export interface ServedSite {
  readonly url: string;
  close(): Promise<void>;
}

const pollMilliseconds = 1000;

/** Builds the site, serves it, and builds it again whenever results change. */
export async function serveSite(options: ServeOptions): Promise<ServedSite> {
  const out = options.out ?? join(mkdtempSync(join(tmpdir(), 'crease-serve-')), 'site');
  let seen = signature(options.results);
  await buildSite({ ...options, out });
  const server = await serveFolder(out, options.port, options.host);
  let building = Promise.resolve();
  let busy = false;
  const check = async () => {
    const now = signature(options.results);
    if (now === seen) return;
    seen = now;
    await buildSite({ ...options, out }).then(
      () => options.onBuild?.(),
      (error) => options.onBuild?.(error),
    );
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    building = check().finally(() => (busy = false));
  }, pollMilliseconds);
  return {
    url: server.url,
    close: async () => {
      clearInterval(timer);
      await building;
      await server.close();
    },
  };
}

/** Changes when a file of results does; polled, since watching folders is not dependable everywhere. */
function signature(results: string): string {
  return listResultFiles(results)
    .map((path) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      return `${path} ${stat?.mtimeMs} ${stat?.size}`;
    })
    .join('\n');
}
