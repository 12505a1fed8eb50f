import { quietEnvironment } from './quiet.ts';

/**
 * Environment of a process that runs native graphs with so many threads. The number belongs to the numerics:
 * with another one, larger products differ in their last bits. TensorFlow reads it when its first graph is
 * loaded. One thread suits small networks, and lets as many processes run side by side as there are cores.
 */
export function nativeEnvironment(threads = 1): Readonly<Record<string, string>> {
  const count = String(threads);
  return { ...quietEnvironment, TF_NUM_INTRAOP_THREADS: count, TF_NUM_INTEROP_THREADS: count };
}
