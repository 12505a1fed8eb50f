import nodeFs from 'node:fs';
import { dirname, join } from 'node:path';

/** The calls that change what is on disk: tests put in ones that fail. */
export type FileSystem = Pick<
  typeof nodeFs,
  | 'mkdirSync'
  | 'openSync'
  | 'writeFileSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'renameSync'
  | 'linkSync'
  | 'utimesSync'
  | 'rmSync'
>;

export type Files = Readonly<Record<string, Uint8Array | string>>;

/**
 * Makes folder `target` with `files` appear at once or not at all, whatever happens in between: they are
 * written to `temporary` on the same disk, synced, and renamed. False where `target` is there already, which
 * then stays as it is. Throws what the file system throws, and leaves nothing behind.
 */
export function placeFolder(
  files: Files,
  temporary: string,
  target: string,
  fs: FileSystem = nodeFs,
): boolean {
  try {
    fs.mkdirSync(temporary, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeSynced(join(temporary, name), content, fs);
    syncFolder(temporary, fs);
    makeFolder(dirname(target), fs);
    if (!moved(temporary, target, fs)) return false;
    syncFolder(dirname(target), fs);
    return true;
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

/** Makes file `target` hold `content` at once or not at all, in place of what it held. */
export function placeFile(
  content: Uint8Array | string,
  temporary: string,
  target: string,
  fs: FileSystem = nodeFs,
): void {
  fs.mkdirSync(dirname(temporary), { recursive: true });
  try {
    writeSynced(temporary, content, fs);
    makeFolder(dirname(target), fs);
    fs.renameSync(temporary, target);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
}

/** A folder cannot be renamed onto one that holds something, so of two that try only the first succeeds. */
function moved(from: string, to: string, fs: FileSystem): boolean {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function writeSynced(file: string, content: Uint8Array | string, fs: FileSystem): void {
  const descriptor = fs.openSync(file, 'w');
  try {
    fs.writeFileSync(descriptor, content);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function makeFolder(folder: string, fs: FileSystem): void {
  if (fs.mkdirSync(folder, { recursive: true })) syncFolder(dirname(folder), fs);
}

/** Makes the names in a folder outlast a power cut; Windows does that by itself and refuses the call. */
function syncFolder(folder: string, fs: FileSystem): void {
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
