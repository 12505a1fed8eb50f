import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from './version.ts';

/** Says that Crease itself went wrong, and keeps what a bug report needs in a file; exit code 70. */
export function reportCrash(error: unknown, args: readonly string[]): number {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const report = [
    `crease ${version}, node ${process.version}, ${process.platform} ${process.arch}`,
    `command: crease ${args.join(' ')}`,
    `time: ${new Date().toISOString()}`,
    `${stack ?? message}`,
  ].join('\n');
  const file = keep(report);
  process.stderr.write(`crease: something went wrong inside of Crease: ${message}\n`);
  process.stderr.write(
    file ? `What a bug report needs is in ${file}; nothing that was sealed is lost.\n` : `${report}\n`,
  );
  return 70;
}

/** In the project if it can be written to, else where temporary files go; undefined where neither can. */
function keep(report: string): string | undefined {
  const name = `crease-error-${process.pid}-${Date.now()}.txt`;
  for (const folder of [join(process.cwd(), '.crease', 'errors'), tmpdir()]) {
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, name), `${report}\n`);
      return join(folder, name);
    } catch {}
  }
  return undefined;
}
