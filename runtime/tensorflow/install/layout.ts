import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where the addon and the library lie below the folder of `@tensorflow/tfjs-node`. */
export const addonPath = 'lib/napi-v8/tfjs_binding.node';
export const libraryFolder = 'deps';

const require = createRequire(import.meta.url);

/** The folder and version of the installed `@tensorflow/tfjs-node`; undefined where it is not installed. */
export function findPackage(): { readonly folder: string; readonly version: string } | undefined {
  try {
    const manifest = require.resolve('@tensorflow/tfjs-node/package.json');
    return { folder: dirname(manifest), version: require(manifest).version };
  } catch {
    return undefined;
  }
}

/** The folder that outlives `node_modules`, one for each version and kind of machine. */
export function cacheFolder(version: string, env: NodeJS.ProcessEnv = process.env): string {
  return join(userCache(env), `tfjs-node-${version}-${process.platform}-${process.arch}`);
}

/** Where Crease keeps for a user what it can make anew. */
export function userCache(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'crease');
}
