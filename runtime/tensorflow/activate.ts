import { getBackend, setBackend } from '@tensorflow/tfjs-core';

/**
 * Makes `backend`, which has been loaded, the active one: TensorFlow.js has one a process, and tensors that
 * come out of a call belong to it. Sessions on different backends can so take turns.
 */
export function activate(backend: 'tensorflow' | 'wasm' | 'cpu'): void {
  if (getBackend() !== backend) setBackend(backend);
}
