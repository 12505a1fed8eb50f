import type { Program } from '../../compiler/program/program.ts';
import { verifyProgram } from '../../compiler/program/verify.ts';
import { withParts } from './parts.ts';
import type { Session } from './session.ts';

export type { NumberArray, Session, Values } from './session.ts';

/**
 * Where a program runs: TensorFlow's native library in one call a step, TensorFlow.js op by op on
 * WebAssembly or plain JavaScript (all three in single precision), or in double precision.
 */
export type Backend = 'tensorflow' | 'wasm' | 'cpu' | 'reference';

/** Verifies `program` and makes it ready to be called on `backend`, which must be available here. */
export async function openSession(program: Program, backend: Backend): Promise<Session> {
  verifyProgram(program);
  return withParts(await open(program, backend), program);
}

async function open(program: Program, backend: Backend): Promise<Session> {
  if (backend === 'reference') return (await import('../reference/session.ts')).openReference(program);
  if (backend === 'tensorflow') return (await import('./graph/session.ts')).openGraph(program);
  return (await import('./eager/session.ts')).openEager(program, backend);
}
