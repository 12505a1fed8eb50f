import fs from 'node:fs';

/** What the disk does wrong in this process. */
export interface Fault {
  readonly call: 'mkdirSync' | 'openSync' | 'writeFileSync' | 'fsyncSync' | 'renameSync' | 'linkSync';
  /** What the system answers; a torn write half happens and nobody hears of it, as in a power cut. */
  readonly code: 'ENOSPC' | 'EIO' | 'EROFS' | 'EPERM' | 'torn';
  /** Calls that go well before; the others all fail, a torn one just once. */
  readonly after: number;
}

/** Makes calls of `node:fs` fail from now on; answers with what makes them work again. */
export function injectFault({ call, code, after }: Fault): () => void {
  const real = fs[call] as (...parameters: unknown[]) => unknown;
  let made = 0;
  const faulty = (...parameters: unknown[]) => {
    if (made++ < after || (code === 'torn' && made > after + 1)) return real(...parameters);
    if (code !== 'torn')
      throw Object.assign(new Error(`${code}: injected, ${call}`), { code, syscall: call, errno: -1 });
    const [target, content, ...rest] = parameters as [number, Uint8Array | string, ...unknown[]];
    return real(target, Buffer.from(content as Uint8Array).subarray(0, content.length / 2), ...rest);
  };
  Object.assign(fs, { [call]: faulty });
  return () => Object.assign(fs, { [call]: real });
}
