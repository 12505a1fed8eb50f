import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, platform, release } from 'node:os';
import { dirname, join } from 'node:path';
import { addonPath, findPackage, libraryFolder, userCache } from './install/layout.ts';
import { type Probed, probeNative, probeWasm } from './probe.ts';
import type { NativeFacts, WasmFacts } from './probe-child.ts';

/** What is known of a backend, and the files and the machine that it is known of. */
interface Memory {
  readonly identity: string;
  readonly facts: unknown;
}

/**
 * The same as the probes say, which take half a second, as long as nothing changes that decides it: the
 * backend's files, Node and the machine. Only that a backend works is remembered, as what hinders it may lie
 * anywhere.
 */
export const rememberedNative = (): Promise<Probed<NativeFacts>> =>
  remembered('native', nativeFiles(), probeNative);
export const rememberedWasm = (): Promise<Probed<WasmFacts>> => remembered('wasm', wasmFiles(), probeWasm);

async function remembered<Facts>(
  name: string,
  files: readonly string[],
  probe: () => Promise<Probed<Facts>>,
): Promise<Probed<Facts>> {
  const file = join(userCache(), `probed-${name}.json`);
  const identity = identityOf(files);
  const memory = recall(file);
  if (memory?.identity === identity) return { available: true, ...(memory.facts as Facts) };
  const probed = await probe();
  if (!probed.available) return probed;
  const { available: _, ...facts } = probed;
  note(file, { identity, facts });
  return probed;
}

function nativeFiles(): string[] {
  const folder = findPackage()?.folder;
  if (folder === undefined) return [];
  const manifest = join(folder, 'package.json');
  return [
    manifest,
    ...filesIn(dirname(join(folder, addonPath))),
    ...filesIn(join(folder, libraryFolder, 'lib')),
  ];
}

function wasmFiles(): string[] {
  const require = createRequire(import.meta.url);
  try {
    const manifests = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm'].map((name) =>
      require.resolve(`${name}/package.json`),
    );
    return [...manifests, ...filesIn(join(dirname(manifests[1]), 'wasm-out'))];
  } catch {
    return [];
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((file) => join(folder, file));
  } catch {
    return [];
  }
}

function identityOf(files: readonly string[]): string {
  const machine = [platform(), arch(), release(), cpus()[0]?.model, process.version].join(' ');
  const stamps = [process.execPath, ...files].map((file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    return `${file} ${stat?.size} ${stat?.mtimeMs} ${stat?.ino}`;
  });
  return [machine, ...stamps.sort()].join('\n');
}

function recall(file: string): Memory | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Memory;
  } catch {
    return undefined;
  }
}

/** Where nothing can be kept the probe runs each time. */
function note(file: string, memory: Memory): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, JSON.stringify(memory));
    renameSync(temporary, file);
  } catch {}
}
