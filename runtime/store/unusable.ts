/** The disk does not let the store be used; `message` says why, and what to do. */
export class StoreUnusable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StoreUnusable';
  }
}

const full = { why: 'the disk is full', remedy: 'free some space' };
const forbidden = { why: 'it may not be written to', remedy: 'make it writable' };
const other = { why: 'the disk reports an error', remedy: 'look after the disk' };
const causes: Readonly<Record<string, typeof other>> = {
  ENOSPC: full,
  EDQUOT: full,
  EROFS: forbidden,
  EACCES: forbidden,
  EPERM: forbidden,
};

/** What the system refused as a `StoreUnusable`, where it was that; else the error itself. */
export function asUnusable(error: unknown, folder: string): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  const { why, remedy } = causes[String(error.code)] ?? other;
  return new StoreUnusable(
    `the store ${folder} can't be used, because ${why} (${error.message}). What was sealed is kept: ${remedy}, then run the same command again to go on.`,
  );
}
