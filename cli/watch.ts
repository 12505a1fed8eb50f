import { statSync } from 'node:fs';

const pollMilliseconds = 300;

/**
 * Calls `act` now and again whenever one of the files that `find` finds, or that `act` returned, has
 * changed; until Ctrl-C. Polled, since watching folders is not dependable everywhere.
 */
export async function watch(find: () => readonly string[], act: () => readonly string[]): Promise<void> {
  let files: readonly string[] = [];
  let seen = '';
  const look = () => {
    const before = stamps([...find(), ...files]);
    if (text(before) === seen) return;
    files = act();
    const after = Object.entries(stamps([...find(), ...files]));
    // A file that changes while it is being read has changed: its stamp is the one from before.
    seen = text(Object.fromEntries(after.map(([file, stamp]) => [file, before[file] ?? stamp])));
  };
  look();
  const timer = setInterval(look, pollMilliseconds);
  await new Promise((stop) => process.once('SIGINT', stop).once('SIGTERM', stop));
  clearInterval(timer);
}

function stamps(files: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    files.map((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return [file, stat ? `${stat.mtimeMs} ${stat.size}` : 'missing'];
    }),
  );
}

const text = (of: Record<string, string>) => JSON.stringify(Object.entries(of).sort());
