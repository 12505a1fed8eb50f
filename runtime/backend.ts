import type { Backend } from './job.ts';
import type { NativeFacts, WasmFacts } from './tensorflow/probe-child.ts';
import { rememberedNative, rememberedWasm } from './tensorflow/remembered.ts';

export const backends: readonly Backend[] = ['tensorflow', 'wasm', 'reference'];

/** What computes, and what its records say of their numerics: other numerics, other keys. */
export interface ChosenBackend {
  readonly backend: Backend;
  /** Backend, version of what decides the last bits, threads a worker. */
  readonly numerics: string;
  /** Versions of its packages and libraries, for the provenance. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the user should know, where it is not the fastest that is used. */
  readonly notice?: string;
}

/** The backend that was asked for cannot run on this machine. */
export class BackendUnavailable extends Error {}

/**
 * The backend asked for, or the fastest that runs on this machine: TensorFlow's native library, else its
 * WebAssembly backend, else double precision. Throws `BackendUnavailable` where the one asked for cannot run.
 */
export async function chooseBackend(wanted?: Backend): Promise<ChosenBackend> {
  if (wanted === 'reference') return reference();
  const reasons: string[] = [];
  if (wanted !== 'wasm') {
    const native = await rememberedNative();
    if (native.available) return viaTensorFlow(native);
    reasons.push(`TensorFlow's native library cannot be used (${native.reason})`);
  }
  if (wanted !== 'tensorflow') {
    const wasm = await rememberedWasm();
    if (wasm.available) return { ...viaWasm(wasm), notice: noticeOf(reasons, 'the WASM backend') };
    reasons.push(`the WASM backend cannot be used (${wasm.reason})`);
  }
  if (wanted) throw new BackendUnavailable(reasons.join('; '));
  return { ...reference(), notice: noticeOf(reasons, 'plain double precision') };
}

function viaTensorFlow({ version, library }: NativeFacts): ChosenBackend {
  const versions = { '@tensorflow/tfjs-node': version, libtensorflow: library };
  return { backend: 'tensorflow', numerics: `tensorflow ${library} · 1 thread`, versions };
}

function viaWasm({ version, simd }: WasmFacts): ChosenBackend {
  const versions = { '@tensorflow/tfjs-backend-wasm': version };
  return { backend: 'wasm', numerics: `wasm ${version}${simd ? ' simd' : ''} · 1 thread`, versions };
}

function reference(): ChosenBackend {
  return { backend: 'reference', numerics: 'reference, double precision · 1 thread', versions: {} };
}

function noticeOf(reasons: readonly string[], instead: string): string | undefined {
  if (reasons.length === 0) return undefined;
  return `${reasons.join('; ')}: training runs on ${instead}, which is slower. \`crease doctor\` says what to do.`;
}
