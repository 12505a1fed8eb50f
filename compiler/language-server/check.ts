import { type Compilation, type CompileOptions, compile, isFragmentText, type Source } from '../compile.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Library } from '../experiment/imports.ts';
import { scalarFromSource } from '../source/scalar.ts';

/** Checking needs no backend: what computes changes keys, and never whether a file is right. */
const numerics = 'unspecified';

/**
 * What is wrong in the first of the sources; a fragment is checked as what another file imports.
 * @param missing files that were looked for and are not there
 * @param networks what is known of the network files that were looked for
 * @param data what is known of the data files that were wanted
 */
export function check(
  sources: readonly Source[],
  missing: readonly string[],
  networks: CompileOptions['networks'] = {},
  data: CompileOptions['data'] = {},
): Compilation {
  const [{ file, text }] = sources;
  if (/^title\s*:/m.test(text) || !isFragmentText(file, text))
    return compile(sources, { numerics, missing, networks, data });
  const diagnostics: Diagnostic[] = [];
  const path = `./${file}`;
  const library = new Library('', sources, missing, (diagnostic) => diagnostics.push(diagnostic));
  library.values([
    { name: '', span: { file: '', start: 0, end: 0 }, value: scalarFromSource('', path, 0, path.length) },
  ]);
  const own = diagnostics.filter(({ span }) => span.file !== '');
  return { diagnostics: own, needs: [...library.needs], wantedData: [] };
}
