import type { Source } from '../compile.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { combinations, type ResolvedAxis, resolveAxes } from '../experiment/axes.ts';
import { Definitions } from '../experiment/definitions.ts';
import { Library } from '../experiment/imports.ts';
import { claimNames } from '../experiment/names.ts';
import { subNetworks } from '../experiment/networks.ts';
import { applyProfile, applySets } from '../experiment/overrides.ts';
import { readExperiment } from '../experiment/read.ts';
import type { Arms } from '../experiment/where.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { readYaml } from '../source/read.ts';
import type { YamlMap } from '../source/yaml-tree.ts';

/** A combination of arms, with the rules of `where` that remove it: none where it is kept. */
export interface Combination {
  readonly id: string;
  readonly arms: Arms;
  readonly removedBy: readonly Expression[];
}

/** An experiment to ask questions of. */
export interface Opened {
  /** As its author wrote it, and with the overrides of the profile and of the command line. */
  readonly written: YamlMap;
  readonly overridden: YamlMap;
  readonly axes: readonly ResolvedAxis[];
  readonly combinations: readonly Combination[];
  /** What names mean in one combination. */
  scopeOf(combination: Combination, report: Report): Scope;
}

export interface OpenOptions {
  readonly profile?: string;
  readonly set?: Readonly<Record<string, string>>;
}

const silent: Report = () => {};

/** Opens an experiment that compiles; undefined where it is not even a map. Nothing is reported a second time. */
export function open(
  [source, ...others]: readonly Source[],
  { profile = '', set = {} }: OpenOptions,
): Opened | undefined {
  const written = readYaml(source.file, source.text, silent);
  if (written?.kind !== 'map') return undefined;
  const overridden = applySets(applyProfile(written, profile, silent), set, silent);
  const { free: syntax, contested } = claimNames(readExperiment(overridden, silent), silent);
  const imported = new Library(source.file, others, [], silent).values(syntax.imports);
  const networks = subNetworks(syntax.networks, silent);
  const names = new Definitions(syntax, new Map([...imported, ...networks, ...contested]), silent);
  const axes = resolveAxes(syntax.axes, names.scope(silent));
  const scope = (arms: Arms, report: Report) => names.scopeOf(arms, axes, report, () => {});
  const all = combinations(axes).map((arms): Combination => {
    const here = scope(arms, silent);
    const removedBy = syntax.where.filter((rule) => {
      const value = evaluate(rule, here);
      return value.kind === 'truth' && !value.value;
    });
    return {
      id: [...arms].map(([axis, { name }]) => `${axis}=${name}`).join(',') || 'base',
      arms,
      removedBy,
    };
  });
  return {
    ...{ written, overridden, axes },
    combinations: all,
    scopeOf: ({ arms }, report) => scope(arms, report),
  };
}
