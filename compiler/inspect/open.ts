import type { Source } from '../compile.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { combinations, type ResolvedAxis, resolveAxes } from '../experiment/axes.ts';
import { KeptCells } from '../experiment/claim-cells.ts';
import { dataSpecs } from '../experiment/data.ts';
import { DataFiles } from '../experiment/data-files.ts';
import { Definitions } from '../experiment/definitions.ts';
import { Library } from '../experiment/imports.ts';
import { type Measurements, resolveMeasurements } from '../experiment/measure.ts';
import { claimNames } from '../experiment/names.ts';
import { NetworkFiles } from '../experiment/network-files.ts';
import { subNetworks } from '../experiment/networks.ts';
import { applyProfile, applySets } from '../experiment/overrides.ts';
import type { ClaimContext } from '../experiment/quantity.ts';
import { readExperiment } from '../experiment/read.ts';
import { markTuned, withTuned } from '../experiment/tune.ts';
import type { Arms } from '../experiment/where.ts';
import { evaluate } from '../expression/evaluate.ts';
import type { Scope } from '../expression/scope.ts';
import type { Expression } from '../expression/tree.ts';
import { expandVariants } from '../lower/variants.ts';
import type { DataFileFacts } from '../registry/datasets/file-facts.ts';
import type { NetworkFileFacts } from '../registry/layers/from_file.ts';
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
  /** What quantities of claims are made of. */
  quantitiesOf(report: Report): ClaimContext;
}

export interface OpenOptions {
  readonly profile?: string;
  readonly set?: Readonly<Record<string, string>>;
  /** What is known of the network files that it names. */
  readonly networks?: Readonly<Record<string, NetworkFileFacts>>;
  /** What is known of the data files that it names, by `factsKey`. */
  readonly data?: Readonly<Record<string, DataFileFacts>>;
}

const silent: Report = () => {};

/** Opens an experiment that compiles; undefined where it is not even a map. Nothing is reported a second time. */
export function open(
  [source, ...others]: readonly Source[],
  { profile = '', set = {}, networks: files = {}, data = {} }: OpenOptions,
): Opened | undefined {
  const written = readYaml(source.file, source.text, silent);
  if (written?.kind !== 'map') return undefined;
  const overridden = applySets(applyProfile(written, profile, silent), set, silent);
  const { free: syntax, contested } = claimNames(readExperiment(overridden, silent), silent);
  const imported = new Library(source.file, others, [], silent).values(syntax.imports);
  const networks = subNetworks(syntax.networks, silent);
  const varied = withTuned(syntax);
  const given = new Map([...imported, ...networks, ...contested]);
  const names = new Definitions(varied, given, silent, new DataFiles(source.file, data));
  const axes = markTuned(resolveAxes(varied.axes, names.scope(silent)), syntax, contested);
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
  const kept = all.filter(({ removedBy }) => removedBy.length === 0).map(({ arms }) => arms);
  const cells = new KeptCells(kept);
  let known: Measurements | undefined;
  const measurements = () => {
    const networkFiles = new NetworkFiles(source.file, files, [], new Set());
    known ??= resolveMeasurements(syntax.measure, {
      scope: names.scope(silent),
      specs: dataSpecs(syntax.data, names.shared),
      trains: syntax.train !== undefined,
      variants: expandVariants(syntax, kept, scope, networkFiles, silent),
      report: silent,
    });
    return known;
  };
  return {
    ...{ written, overridden, axes },
    combinations: all,
    scopeOf: ({ arms }, report) => scope(arms, report),
    quantitiesOf: (report) => ({
      measurements: measurements(),
      axes,
      scope: names.scope(report),
      kept: cells,
      report,
    }),
  };
}
