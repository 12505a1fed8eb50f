import { createRequire } from 'node:module';

/** What the native library says of itself. */
export interface NativeFacts {
  /** Version of `@tensorflow/tfjs-node`. */
  readonly version: string;
  /** Version of libtensorflow, which decides the last bits of results. */
  readonly library: string;
}

export interface WasmFacts {
  /** Version of `@tensorflow/tfjs-backend-wasm`. */
  readonly version: string;
  readonly simd: boolean;
}

export type ProbeReply<Facts> = { readonly facts: Facts } | { readonly reason: string };

interface TensorFlow {
  matMul(a: number[][], b: number[][]): { dataSync(): ArrayLike<number> };
}

const require = createRequire(import.meta.url);

async function native(): Promise<NativeFacts> {
  const tf = require('@tensorflow/tfjs-node');
  multiply(tf);
  return { version: tf.version['tfjs-node'], library: tf.backend().binding.TF_Version };
}

async function wasm(): Promise<WasmFacts> {
  const tf = require('@tensorflow/tfjs-core');
  const { version_wasm: version } = require('@tensorflow/tfjs-backend-wasm');
  if (!(await tf.setBackend('wasm')))
    throw new Error('its WebAssembly module does not start on this machine');
  multiply(tf);
  return { version, simd: await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT') };
}

/** A library that loads may still not run: a product with a known answer tells. */
function multiply(tf: TensorFlow): void {
  const product = Array.from(
    tf
      .matMul(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      )
      .dataSync(),
  );
  if (product.join() !== '19,22,43,50') throw new Error(`it multiplied two matrices to ${product.join()}`);
}

async function reply(): Promise<ProbeReply<NativeFacts | WasmFacts>> {
  try {
    return { facts: await (process.argv[2] === 'native' ? native() : wasm()) };
  } catch (error) {
    return { reason: (error as Error).message.split('\n')[0].trim() };
  }
}

process.stdout.write(`${JSON.stringify(await reply())}\n`);
