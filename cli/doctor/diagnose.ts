import type { Backends } from '../../runtime/tensorflow/probe.ts';
import { howToGetABrowser } from './browser.ts';
import type { Facts } from './facts.ts';

/**
 * One thing that was looked at. `poor` slows work down or keeps one command from working; `bad` keeps
 * experiments from running.
 */
export interface Finding {
  readonly name: string;
  readonly state: 'good' | 'poor' | 'bad';
  readonly found: string;
  /** What to do; there is one unless the state is good. */
  readonly advice?: string;
}

export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly backend: 'tensorflow' | 'wasm' | 'reference';
  /** How many experiments' cells run side by side, each in a process of its own. */
  readonly jobs: number;
  readonly threadsPerWorker: number;
}

const gigabyte = 1e9;
const neededNode = 22;
/** A worker with TensorFlow and a small network, with room for its data. */
const memoryPerWorker = gigabyte;
const neededDisk = gigabyte;

/** Judges the facts. */
export function diagnose(facts: Facts): Diagnosis {
  return {
    findings: [
      node(facts),
      native(facts),
      wasm(facts),
      memory(facts),
      disk(facts),
      astro(facts),
      browser(facts),
      git(facts),
    ],
    backend: chooseBackend(facts.backends),
    jobs: facts.cores,
    threadsPerWorker: 1,
  };
}

/** The fastest backend that works. */
function chooseBackend({ native, wasm }: Backends): Diagnosis['backend'] {
  if (native.available) return 'tensorflow';
  return wasm.available ? 'wasm' : 'reference';
}

function node({ node: version }: Facts): Finding {
  const right = Number.parseInt(version, 10) === neededNode;
  const advice = `Crease needs Node ${neededNode}: \`npm ci\` installs it beside the packages, and \`npm run\` and \`npx\` use it.`;
  return right ? good('Node', version) : { name: 'Node', state: 'bad', found: version, advice };
}

function native({ backends }: Facts): Finding {
  const name = 'TensorFlow';
  if (backends.native.available) {
    const { library, version } = backends.native;
    return good(name, `libtensorflow ${library} through tfjs-node ${version}`);
  }
  const found = `does not load: ${backends.native.reason}`;
  return poor(
    name,
    found,
    'Run `npm ci`: it says where it looked for the library, and why it was not to be had.',
  );
}

function wasm({ backends }: Facts): Finding {
  const name = 'WASM backend';
  if (!backends.wasm.available)
    return poor(name, `does not load: ${backends.wasm.reason}`, 'Run `npm ci` again.');
  const { version, simd } = backends.wasm;
  if (simd) return good(name, `${version} with SIMD`);
  return poor(
    name,
    `${version} without SIMD`,
    'This processor lacks SIMD for WebAssembly, so it is slow here.',
  );
}

function memory({ memory: bytes, cores }: Facts): Finding {
  const enough = bytes >= cores * memoryPerWorker;
  const advice = 'Run with fewer workers at a time.';
  return enough ? good('Memory', size(bytes)) : poor('Memory', `${size(bytes)} for ${cores} workers`, advice);
}

function disk({ disk: bytes }: Facts): Finding {
  if (bytes === undefined)
    return poor('Disk', 'free space unknown', 'Check that the folder for the results exists.');
  const found = `${size(bytes)} free`;
  return bytes >= neededDisk ? good('Disk', found) : poor('Disk', found, 'Make room before a long run.');
}

function astro({ astro: version }: Facts): Finding {
  return version
    ? good('Astro', version)
    : poor('Astro', 'not installed', 'Run `npm ci`: without it `crease build` cannot make a website.');
}

function browser({ browser: found }: Facts): Finding {
  const name = 'Browser';
  if (!found) return poor(name, 'none for the tests of the website', howToGetABrowser);
  return good(name, found.kind === 'package' ? `Chromium of ${found.name} ${found.version}` : found.path);
}

function git({ git: version }: Facts): Finding {
  return version
    ? good('Git', version)
    : poor('Git', 'not installed', 'Install it, so that results can name the commit that they come from.');
}

const good = (name: string, found: string): Finding => ({ name, state: 'good', found });
const poor = (name: string, found: string, advice: string): Finding => ({
  name,
  state: 'poor',
  found,
  advice,
});
const size = (bytes: number): string => `${(bytes / gigabyte).toFixed(bytes < 10 * gigabyte ? 1 : 0)} GB`;
