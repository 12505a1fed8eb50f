/**
 * node test/bench/run.ts NAME [options]
 *
 * Runs a benchmark of this folder: a file that exports `run(args)`.
 */
import { readdirSync } from 'node:fs';

const folder = new URL('.', import.meta.url);
const [name, ...args] = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((file) => /^[a-z-]+\.ts$/.test(file) && file !== 'run.ts' && !file.endsWith('-row.ts'))
  .map((file) => file.slice(0, -3));

if (names.includes(name)) {
  const { run } = (await import(new URL(`${name}.ts`, folder).href)) as { run: (args: string[]) => unknown };
  await run(args);
} else {
  console.error(`Which benchmark? There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`);
  process.exitCode = 2;
}
