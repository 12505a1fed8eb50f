import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { SiteError } from './src/data/read.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves the files of `folder` below `prefix`. Reads nothing outside it. */
export async function serveFolder(folder: string, port: number, host = '127.0.0.1', prefix = '/') {
  const root = resolve(folder);
  const server = createServer((request, response) => answer(root, prefix, request, response));
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'EADDRINUSE'
          ? new SiteError(`Port ${port} is taken: choose another, or 0 for a free one.`)
          : error,
      ),
    );
    server.listen(port, host, done);
  });
  const url = `http://${host}:${(server.address() as AddressInfo).port}${prefix}`;
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url, close };
}

function answer(root: string, prefix: string, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'Only GET and HEAD are answered.');
  const path = requestedPath(request, prefix);
  const file = path === undefined ? undefined : findFile(root, path);
  if (!file) return refuse(response, 404, 'There is no such page.');
  if (file === 'folder') return redirect(response, `${request.url!.split('?')[0]}/`);
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
}

function requestedPath(request: IncomingMessage, prefix: string): string | undefined {
  try {
    const path = decodeURIComponent(request.url!.split('?')[0]);
    return path.startsWith(prefix) && !path.includes('\0') ? path.slice(prefix.length) : undefined;
  } catch {
    return undefined;
  }
}

/** The file for a path: `index.html` for a folder's address with its slash, `'folder'` without it. */
function findFile(root: string, path: string): string | undefined {
  const file = resolve(root, `.${sep}${path}`);
  if (file !== root && !file.startsWith(root + sep)) return undefined;
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile()) return file;
  if (!stat?.isDirectory()) return undefined;
  if (path !== '' && !path.endsWith('/')) return 'folder';
  const index = join(file, 'index.html');
  return statSync(index, { throwIfNoEntry: false }) ? index : undefined;
}

function refuse(response: ServerResponse, status: number, message: string) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`);
}
function redirect(response: ServerResponse, location: string) {
  response.writeHead(308, { location: location.replace(/^\/+/, '/') }).end();
}
