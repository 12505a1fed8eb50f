import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { create } from 'tar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cacheFolder } from '../../../../runtime/tensorflow/install/layout.ts';
import { place } from '../../../../runtime/tensorflow/install/place.ts';
import { unpack } from '../../../../runtime/tensorflow/install/registry.ts';

let room: string;
beforeEach(async () => {
  room = await mkdtemp(join(tmpdir(), 'crease-test-'));
});
afterEach(() => rm(room, { recursive: true, force: true }));

async function write(path: string, text: string | Buffer): Promise<void> {
  await mkdir(dirname(join(room, path)), { recursive: true });
  await writeFile(join(room, path), text);
}

const read = (path: string): Promise<string> => readFile(join(room, path), 'utf8');

/** A tarball in the form of the registry's: a tar of brotli-compressed tars. */
async function packTarball(): Promise<{ tarball: string; integrity: string }> {
  const tfjs = 'inner/node_modules/@tensorflow/tfjs-node';
  await write(`${tfjs}/deps/lib/libtensorflow.so.1`, 'library');
  await symlink('libtensorflow.so.1', join(room, tfjs, 'deps/lib/libtensorflow.so'));
  await write(`${tfjs}/deps/include/c_api.h`, 'header');
  await write(`${tfjs}/lib/napi-v6/tfjs_binding.node`, 'addon');
  await write(`${tfjs}/dist/index.js`, 'script');
  await create({ cwd: join(room, 'inner'), file: join(room, 'inner.tar') }, ['node_modules']);
  await write(
    'outer/package/nodejs12.x-tf2.7.0.br',
    brotliCompressSync(await readFile(join(room, 'inner.tar'))),
  );
  await write('outer/package/nodejs10.x-tf2.7.0.br', 'not this one');
  const tarball = join(room, 'package.tgz');
  await create({ cwd: join(room, 'outer'), file: tarball, gzip: true }, ['package']);
  const hash = createHash('sha512').update(await readFile(tarball));
  return { tarball, integrity: `sha512-${hash.digest('base64')}` };
}

test('only the library and the addon are unpacked, to where tfjs-node looks for them', async () => {
  const { tarball, integrity } = await packTarball();
  await mkdir(join(room, 'out'));
  await unpack(tarball, join(room, 'out'), integrity);
  expect((await readdir(join(room, 'out'), { recursive: true })).sort()).toEqual([
    'deps',
    'deps/lib',
    'deps/lib/libtensorflow.so',
    'deps/lib/libtensorflow.so.1',
    'lib',
    'lib/napi-v8',
    'lib/napi-v8/tfjs_binding.node',
  ]);
  expect(await read('out/lib/napi-v8/tfjs_binding.node')).toBe('addon');
  expect(await read('out/deps/lib/libtensorflow.so')).toBe('library');
});

test('a tarball with other bytes than the pinned ones is refused', async () => {
  const { tarball, integrity } = await packTarball();
  await mkdir(join(room, 'out'));
  const other = integrity.replace(/.==$/, 'x==');
  await expect(unpack(tarball, join(room, 'out'), other)).rejects.toThrow(
    /has the hash sha512-.* in place of/,
  );
});

test('a damaged tarball is refused', async () => {
  const { tarball, integrity } = await packTarball();
  const bytes = await readFile(tarball);
  await writeFile(tarball, bytes.subarray(0, bytes.length / 2));
  await mkdir(join(room, 'out'));
  await expect(unpack(tarball, join(room, 'out'), integrity)).rejects.toThrow();
});

test('files are placed as hard links, links as links, and nothing older is left', async () => {
  await write('from/deps/lib/a.so.1', 'new');
  await symlink('a.so.1', join(room, 'from/deps/lib/a.so'));
  await write('from/lib/napi-v8/addon.node', 'addon');
  await write('to/deps/lib/old.so', 'old');
  await write('to/package.json', '{}');
  await place(join(room, 'from'), join(room, 'to'));
  expect((await readdir(join(room, 'to'), { recursive: true })).sort()).toEqual([
    'deps',
    'deps/lib',
    'deps/lib/a.so',
    'deps/lib/a.so.1',
    'lib',
    'lib/napi-v8',
    'lib/napi-v8/addon.node',
    'package.json',
  ]);
  expect(await readlink(join(room, 'to/deps/lib/a.so'))).toBe('a.so.1');
  const inodes = await Promise.all(['from', 'to'].map((side) => stat(join(room, side, 'deps/lib/a.so.1'))));
  expect(inodes[0].ino).toBe(inodes[1].ino);
});

test('the cache lies outside node_modules, where XDG_CACHE_HOME says or in the home folder', () => {
  const name = join('crease', `tfjs-node-4.22.0-${process.platform}-${process.arch}`);
  expect(cacheFolder('4.22.0', { XDG_CACHE_HOME: '/cache' })).toBe(join('/cache', name));
  expect(cacheFolder('4.22.0', {})).toBe(join(homedir(), '.cache', name));
});
