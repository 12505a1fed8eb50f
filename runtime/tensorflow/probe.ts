import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { NativeFacts, ProbeReply, WasmFacts } from './probe-child.ts';
import { quietArguments, quietEnvironment } from './quiet.ts';

/** A backend that loaded and multiplied two matrices correctly, or the reason why it did not. */
export type Probed<Facts> =
  | ({ readonly available: true } & Facts)
  | { readonly available: false; readonly reason: string };

export interface Backends {
  /** TensorFlow's native library through `@tensorflow/tfjs-node`. */
  readonly native: Probed<NativeFacts>;
  /** TensorFlow.js's WebAssembly backend. */
  readonly wasm: Probed<WasmFacts>;
}

const child = fileURLToPath(new URL(`probe-child${import.meta.url.slice(-3)}`, import.meta.url));
const timeLimit = 60_000;

/**
 * Loads each backend in a process of its own, so that a crash of native code is an answer here and not the
 * end of the caller. Never rejects.
 */
export async function probeBackends(): Promise<Backends> {
  const [native, wasm] = await Promise.all([probeNative(), probeWasm()]);
  return { native, wasm };
}

export const probeNative = (): Promise<Probed<NativeFacts>> => probe<NativeFacts>('native');
export const probeWasm = (): Promise<Probed<WasmFacts>> => probe<WasmFacts>('wasm');

function probe<Facts>(backend: 'native' | 'wasm'): Promise<Probed<Facts>> {
  const options = { env: { ...process.env, ...quietEnvironment }, timeout: timeLimit };
  return new Promise((resolve) => {
    execFile(process.execPath, [...quietArguments, child, backend], options, (error, stdout) => {
      resolve(readReply<Facts>(stdout) ?? { available: false, reason: crash(error) });
    });
  });
}

function readReply<Facts>(stdout: string): Probed<Facts> | undefined {
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) return undefined;
  const reply = JSON.parse(line) as ProbeReply<Facts>;
  return 'facts' in reply ? { available: true, ...reply.facts } : { available: false, reason: reply.reason };
}

function crash(error: (Error & { signal?: NodeJS.Signals | null; killed?: boolean }) | null): string {
  if (error?.killed) return `it did not load within ${timeLimit / 1000} seconds`;
  if (error?.signal) return `its process was ended by ${error.signal} while it loaded`;
  return 'its process ended without an answer while it loaded';
}
