import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path/posix';

/** What the files below a folder may import; the first folder that holds a file decides. */
interface Rule {
  readonly folder: string;
  /** Folders of the repository besides the file's own. */
  readonly folders: readonly string[];
  readonly node: boolean;
  readonly packages: 'any' | 'none' | 'all but TensorFlow';
}

const rules: readonly Rule[] = [
  // An extension that the editor runs: it only starts the command.
  { folder: 'compiler/language-server/vscode', folders: [], node: true, packages: 'any' },
  { folder: 'compiler', folders: [], node: false, packages: 'all but TensorFlow' },
  { folder: 'runtime/geometry', folders: [], node: false, packages: 'none' },
  {
    folder: 'runtime',
    folders: ['compiler/plan', 'compiler/program', 'compiler/registry', 'compiler/diagnostics'],
    node: true,
    packages: 'any',
  },
  { folder: 'site', folders: ['compiler', 'runtime/geometry'], node: true, packages: 'all but TensorFlow' },
  { folder: 'cli', folders: ['site', 'runtime', 'compiler'], node: true, packages: 'all but TensorFlow' },
];

/**
 * Why `file` may not import `specifier`, as a sentence that names both; undefined where it may.
 *
 * @param file path from the repository's root, with `/`
 */
export function violation(file: string, specifier: string): string | undefined {
  const rule = rules.find(({ folder }) => isWithin(file, folder));
  const reason = rule && refusal(rule, file, specifier);
  return reason && `${file} imports '${specifier}', but ${reason}`;
}

function refusal(rule: Rule, file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return refuseFile(rule, join(dirname(file), specifier));
  if (isNodeModule(specifier))
    return rule.node ? undefined : `${rule.folder}/ may not use Node, to run in a browser`;
  return refusePackage(rule, specifier);
}

function refuseFile({ folder, folders }: Rule, target: string): string | undefined {
  if ([folder, ...folders].some((allowed) => isWithin(target, allowed))) return undefined;
  return `${folder}/ may import only from ${[folder, ...folders].join(', ')}`;
}

function refusePackage({ folder, packages }: Rule, specifier: string): string | undefined {
  if (packages === 'none') return `${folder}/ may not use packages`;
  if (packages === 'any' || !specifier.startsWith('@tensorflow/')) return undefined;
  return 'only runtime/ may use TensorFlow';
}

const isWithin = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);

const isNodeModule = (specifier: string): boolean =>
  specifier.startsWith('node:') || builtinModules.includes(specifier.split('/')[0]);
