import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { type Backends, probeBackends } from '../../runtime/tensorflow/probe.ts';
import { type FoundBrowser, findBrowser } from './browser.ts';
import { versionOf } from './version.ts';

/** What `crease doctor` looks at. Sizes are in bytes. */
export interface Facts {
  readonly platform: string;
  readonly node: string;
  readonly backends: Backends;
  readonly cores: number;
  readonly memory: number;
  /** Free space where the results go; undefined where the system does not tell. */
  readonly disk: number | undefined;
  readonly astro: string | undefined;
  readonly browser: FoundBrowser | undefined;
  readonly git: string | undefined;
}

/** Looks at this machine; `folder` is where results would be written. */
export async function gatherFacts(folder: string): Promise<Facts> {
  const [backends, disk, git] = await Promise.all([probeBackends(), freeSpace(folder), gitVersion()]);
  return {
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    backends,
    cores: availableParallelism(),
    memory: totalmem(),
    disk,
    astro: versionOf('astro'),
    browser: findBrowser(),
    git,
  };
}

const freeSpace = (folder: string): Promise<number | undefined> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  );

const gitVersion = (): Promise<string | undefined> =>
  promisify(execFile)('git', ['--version']).then(
    ({ stdout }) => stdout.match(/\d+(\.\d+)+/)?.[0],
    () => undefined,
  );
