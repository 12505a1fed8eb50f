import { DataFileError } from './problem.ts';

/** Refuses a file that is not the one that the experiment was compiled with. */
export function unchanged(path: string, found: string, planned: string): void {
  if (found !== planned)
    throw new DataFileError(
      `${path} was changed while the experiment ran: run it again with the new content`,
    );
}
