import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Where the script of `@tensorflow/tfjs-node` downloads from; it reads the same variables. */
const host =
  process.env.TFJS_NODE_CDN_STORAGE ?? process.env.CDN_STORAGE ?? 'https://storage.googleapis.com/';
const patience = 3_000;
const timeLimit = 10 * 60_000;

/** Whether anything at all answers there, whatever its status; an unreachable host may not delay an install. */
export async function officialHostAnswers(): Promise<boolean> {
  try {
    await fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(patience) });
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs the package's own script, which downloads libtensorflow and the addon built for it.
 *
 * @throws Error when it fails or takes longer than ten minutes.
 */
export function runOfficialScript(packageFolder: string): Promise<void> {
  const script = spawn(process.execPath, [join('scripts', 'install.js')], {
    cwd: packageFolder,
    stdio: 'ignore',
    timeout: timeLimit,
  });
  return new Promise((resolve, reject) => {
    script.once('error', reject);
    script.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(new Error(signal ? 'it did not end within ten minutes' : `it ended with exit code ${code}`));
    });
  });
}
