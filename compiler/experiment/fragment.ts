import { fragmentAlone } from '../diagnostics/codes/imports.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/entry.ts';
import type { YamlMap, YamlScalar } from '../source/yaml-tree.ts';
import { Fields, namedEntries } from './fields.ts';
import { experimentKeys, fragmentKeys } from './keys.ts';
import { checkVersion, named } from './read.ts';
import { readSubNetwork } from './read-network.ts';
import { readImport, readLet } from './read-shared.ts';
import type { ExperimentSyntax } from './syntax.ts';

/** A file that gives names to others. */
export type FragmentSyntax = Pick<ExperimentSyntax, 'imports' | 'lets' | 'networks'>;

/** Whether a file gives names to others and has nothing to run. */
export function isFragment({ entries }: YamlMap): boolean {
  const has = (wanted: readonly string[]) => entries.some(({ key }) => wanted.includes(key.text));
  return has(['let', 'networks']) && !entries.some(({ key }) => isOfExperiment(key));
}

/** The first key that only an experiment has. */
export function keyOfExperiment({ entries }: YamlMap): YamlScalar | undefined {
  return entries.find(({ key }) => isOfExperiment(key))?.key;
}

const isOfExperiment = ({ text }: YamlScalar) =>
  Object.hasOwn(experimentKeys, text) && !Object.hasOwn(fragmentKeys, text);

/** Reports a fragment that stands where an experiment is wanted. */
export function isRefused(root: YamlMap, report: Report): boolean {
  if (!isFragment(root)) return false;
  report(diagnose(fragmentAlone, root.entries[0].key.span, {}));
  return true;
}

export function readFragment(root: YamlMap, report: Report): FragmentSyntax {
  const top = { ...root.span, end: root.span.start };
  const fields = new Fields(root, fragmentKeys, 'a fragment', top, report);
  checkVersion(fields.scalar('crease'), report);
  const [imports, lets, networks] = [fields.map('import'), fields.map('let'), fields.map('networks')];
  return {
    imports: imports
      ? namedEntries(imports, 'an import', report).flatMap((entry) => named(entry, readImport(entry, report)))
      : [],
    lets: lets
      ? namedEntries(lets, 'a value', report).flatMap((entry) => named(entry, readLet(entry, report)))
      : [],
    networks: networks
      ? namedEntries(networks, 'a network', report).flatMap((entry) =>
          named(entry, readSubNetwork(entry, report)),
        )
      : [],
  };
}
