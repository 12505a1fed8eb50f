import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { libraryFolder } from './layout.ts';

/** The parts of `@tensorflow/tfjs-node` that its own package lacks. */
const parts = [libraryFolder, 'lib'];

/** Puts the library and the addon that lie in `from` into `to` in place of what is there. */
export async function place(from: string, to: string): Promise<void> {
  for (const part of parts) {
    await rm(join(to, part), { recursive: true, force: true });
    await placeTree(join(from, part), join(to, part));
  }
}

/** Hard links cost no space and no time; where the two folders lie on different disks, files are copied. */
async function placeTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await placeTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await link(source, target).catch(() => copyFile(source, target, constants.COPYFILE_FICLONE));
  }
}
