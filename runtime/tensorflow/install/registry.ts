import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { Parser, type ReadEntry, Unpack } from 'tar';
import { addonPath, libraryFolder } from './layout.ts';

/** The package that carries libtensorflow 1.15.0 and its addon for Linux x64, and the hash of its tarball. */
const pinned = {
  name: 'tfjs-node-lambda-releases@1.6.1',
  integrity:
    'sha512-D275PZpxsKenTuiPnvIE5T+D5JrT4aU9M3EDCedBQKlP0hUB7011Yzg8CAJ6MBIog9Lq90aaEair4yrBBlk61w==',
  archive: 'package/nodejs12.x-tf2.7.0.br',
};
const inside = 'node_modules/@tensorflow/tfjs-node/';
const packagedAddon = `${inside}lib/napi-v6/tfjs_binding.node`;
const timeLimit = 15 * 60_000;

/**
 * Brings the package from the registry that npm is configured with and unpacks the library into `folder`.
 * Rejects when npm cannot have it or when its bytes are not the pinned ones; `folder` is then not to be used.
 */
export async function bringFromRegistry(folder: string): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), 'crease-'));
  try {
    await unpack(await download(temporary), folder, pinned.integrity);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** npm itself fetches, so that its registry, proxy, certificates and cache are the ones of the user. */
async function download(folder: string): Promise<string> {
  const wanted = ['pack', pinned.name, '--pack-destination', folder, '--ignore-scripts'];
  const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--loglevel=error'];
  await promisify(execFile)('npm', [...wanted, ...patience], { cwd: folder, timeout: timeLimit }).catch(
    ({ stderr, killed }: { stderr?: string; killed?: boolean }) => {
      const reason = killed ? 'too slow' : (stderr?.match(/npm error code (\S+)/)?.[1] ?? 'it did not start');
      throw new Error(`npm could not fetch ${pinned.name} (${reason})`);
    },
  );
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error(`npm brought no file for ${pinned.name}`);
  return join(folder, tarball);
}

/**
 * Unpacks the library and the addon of `tarball` into `folder` as a stream, and checks the whole tarball's
 * hash on the way.
 *
 * @throws Error when the hash is not `integrity`, or when the tarball holds no library.
 */
export async function unpack(tarball: string, folder: string, integrity: string): Promise<void> {
  const hash = createHash('sha512');
  let unpacked: Promise<void> | undefined;
  const outer = new Parser({
    onReadEntry(entry) {
      if (entry.path === pinned.archive) unpacked = unpackArchive(entry, folder);
      else entry.resume();
    },
  });
  await pipeline(createReadStream(tarball), tapInto(hash), outer as unknown as NodeJS.WritableStream);
  await unpacked;
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== integrity) throw new Error(`${pinned.name} has the hash ${found} in place of ${integrity}`);
  if (!unpacked) throw new Error(`${pinned.name} has no ${pinned.archive}`);
}

function tapInto(hash: { update(chunk: Buffer): unknown }): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

function unpackArchive(archive: ReadEntry, folder: string): Promise<void> {
  const unpacker = new Unpack({
    cwd: folder,
    filter: (path) => path === packagedAddon || path.startsWith(`${inside + libraryFolder}/lib/`),
    strip: inside.split('/').length - 1,
    onReadEntry(entry) {
      if (entry.path === packagedAddon) entry.path = inside + addonPath;
    },
  });
  return pipeline(
    archive as unknown as NodeJS.ReadableStream,
    createBrotliDecompress(),
    unpacker as unknown as NodeJS.WritableStream,
  );
}
