import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { probeNative } from '../probe.ts';
import { addonPath, cacheFolder, findPackage } from './layout.ts';
import { officialHostAnswers, runOfficialScript } from './official.ts';
import { place } from './place.ts';
import { bringFromRegistry } from './registry.ts';
import { installTensorFlow, type Machine } from './steps.ts';

const say = (line: string): void => console.log(`crease: ${line}`);

function thisMachine(packageFolder: string, version: string): Machine {
  const cache = cacheFolder(version);
  return {
    platform: process.platform,
    arch: process.arch,
    probe: async () => {
      const native = await probeNative();
      return native.available ? { library: native.library } : { reason: native.reason };
    },
    isCached: () => exists(join(cache, addonPath)),
    placeCached: () => place(cache, packageFolder),
    keep: () =>
      within(dirname(cache), (folder) => place(packageFolder, folder).then(() => replace(folder, cache))),
    officialHostAnswers,
    runOfficialScript: () => runOfficialScript(packageFolder),
    bringFromRegistry: () =>
      within(packageFolder, (folder) => bringFromRegistry(folder).then(() => place(folder, packageFolder))),
    say,
  };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Works in a new folder inside `parent`, so that a broken installation never looks like a finished one. */
async function within(parent: string, work: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, '.new-'));
  await work(folder).finally(() => rm(folder, { recursive: true, force: true }));
}

async function replace(folder: string, by: string): Promise<void> {
  await rm(by, { recursive: true, force: true });
  await rename(folder, by);
}

const found = findPackage();
if (found) await installTensorFlow(thisMachine(found.folder, found.version));
else say("'@tensorflow/tfjs-node' is not installed here, so Crease will run on the WASM backend.");
