/**
 * node test/support/compile-wat.ts SOURCE.wat TARGET.ts
 *
 * Compiles WebAssembly text and writes a TypeScript file that holds the module's bytes, so that kernels need
 * neither a build nor a file to read, also in a browser.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import wabt from 'wabt';

/** The TypeScript file for a WebAssembly text. */
export async function compileWat(path: string): Promise<string> {
  const { parseWat } = await wabt();
  const module = parseWat(basename(path), readFileSync(path, 'utf8'), { simd: true });
  module.validate();
  const bytes = Buffer.from(module.toBinary({}).buffer);
  module.destroy();
  return `/** ${basename(path)}, compiled, in base64. */\nexport const wasm =\n  '${bytes.toString('base64')}';\n`;
}

if (import.meta.main) {
  const [source, target] = process.argv.slice(2);
  writeFileSync(target, await compileWat(source));
}
