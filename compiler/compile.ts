import { withoutCascades } from './diagnostics/cascades.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { withoutRepeats } from './diagnostics/repeats.ts';
import { reportUnread, resolveAxes, tooManyCells, tooManyRules } from './experiment/axes.ts';
import { resolveCharts } from './experiment/charts.ts';
import { KeptCells } from './experiment/claim-cells.ts';
import { resolveClaims } from './experiment/claims.ts';
import { dataSpecs } from './experiment/data.ts';
import { DataFiles } from './experiment/data-files.ts';
import { Definitions } from './experiment/definitions.ts';
import { asMap } from './experiment/fields.ts';
import { isFragment, isRefused } from './experiment/fragment.ts';
import { readHead } from './experiment/head.ts';
import { Library } from './experiment/imports.ts';
import { resolveMeasurements, soundMeasurements } from './experiment/measure.ts';
import { resolveMoved } from './experiment/moved.ts';
import { claimNames } from './experiment/names.ts';
import { NetworkFiles } from './experiment/network-files.ts';
import { reportUnusedNetworks, subNetworks } from './experiment/networks.ts';
import { applyProfile, applySets, checkProfiles } from './experiment/overrides.ts';
import { readExperiment } from './experiment/read.ts';
import { renderText } from './experiment/text.ts';
import { markTuned, reportIdleTunes, resolveTunes, withTuned } from './experiment/tune.ts';
import { reportUnreadNames } from './experiment/unread.ts';
import { keptCombinations, type ScopeOfArms } from './experiment/where.ts';
import { type Allowed, readAllowed, withoutAllowed } from './lints/allow.ts';
import { lint } from './lints/index.ts';
import { lower } from './lower/plan.ts';
import { expandVariants } from './lower/variants.ts';
import type { Plan } from './plan/plan.ts';
import { verifyPlan } from './plan/verify.ts';
import type { DataFileFacts, WantedData } from './registry/datasets/file-facts.ts';
import type { NetworkFileFacts } from './registry/layers/from_file.ts';
import { readYaml } from './source/read.ts';

export interface Source {
  /** As diagnostics name it; the experiment is called by its last part without `.crease.yaml`. */
  readonly file: string;
  readonly text: string;
}

export interface CompileOptions {
  /** What trains: backend, its version, threads a worker. Part of the content key of everything trained. */
  readonly numerics: string;
  /** Named overrides of the file. */
  readonly profile?: string;
  /** Single overrides by path, from the command line. */
  readonly set?: Readonly<Record<string, string>>;
  /** What is known of the network files that an earlier compilation needed. */
  readonly networks?: Readonly<Record<string, NetworkFileFacts>>;
  /** What is known of the data files that an earlier compilation wanted, by `factsKey`. */
  readonly data?: Readonly<Record<string, DataFileFacts>>;
  /** Files of published data sets that are not on this machine, by data set: given where they are to be read. */
  readonly absent?: Readonly<Record<string, readonly string[]>>;
  /** Files that were looked for, because an earlier compilation needed them, and are not there. */
  readonly missing?: readonly string[];
}

export interface Compilation {
  /** Missing where there are errors. */
  readonly plan?: Plan;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Files that are not at hand: compile again with the texts of imported ones (`.crease.yaml`) among the sources and
   * the facts of networks in the options, or say that they are missing.
   */
  readonly needs: readonly string[];
  /** Data files that are not at hand: compile again with their facts in the options. */
  readonly wantedData: readonly WantedData[];
}

/**
 * The story of the compiler: one experiment file becomes a plan.
 *
 *     text ─read─▶ YAML with places ─override─▶ ─parse─▶ syntax
 *          ─resolve and check─▶ data, axes ─expand─▶ variants (one a combination of arms)
 *          ─check─▶ measurements, claims, charts ─lint─▶ doubts ─lower─▶ cells, steps, keys ─verify─▶ plan
 *
 * Pure: no files, no clock, no randomness. Nothing throws on bad input; every phase reports what it
 * finds and goes on with holes, so that independent mistakes are all found at once.
 */
export function compile([source, ...others]: readonly Source[], options: CompileOptions): Compilation {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const failed = () => diagnostics.some(({ severity }) => severity === 'error');
  const texts = new Map([source, ...others].map(({ file, text }) => [file, text]));
  const library = new Library(source.file, others, options.missing ?? [], report);
  const networkFiles = new NetworkFiles(
    source.file,
    options.networks ?? {},
    options.missing ?? [],
    library.needs,
  );
  const dataFiles = new DataFiles(source.file, options.data ?? {}, options.absent);
  let allowed: Allowed | undefined;
  let namesKnown = true;
  const outcome = (plan?: Plan): Compilation => ({
    plan,
    diagnostics: withoutAllowed(withoutRepeats(withoutCascades(diagnostics, texts, namesKnown)), allowed).map(
      (diagnostic) => library.withImport(diagnostic),
    ),
    needs: [...library.needs],
    wantedData: dataFiles.wanted,
  });

  // 1. Text → YAML whose every character knows its place; overrides replace values of the tree.
  const document = readYaml(source.file, source.text, report);
  const written = document && asMap(document, 'an experiment', 'crease: 1', report);
  if (!written || isRefused(written, report)) return outcome();
  const overridden = applySets(
    applyProfile(written, options.profile ?? '', report),
    options.set ?? {},
    report,
  );
  const profiles = checkProfiles(written, readExperiment, report);

  // 2. YAML → sections, names and expression trees; what other files define.
  const { free: syntax, contested } = claimNames(readExperiment(overridden, report), report);
  namesKnown = !syntax.incomplete;
  allowed = readAllowed(syntax.allow, profiles.length > 0, report);
  const imported = library.values(syntax.imports);
  if (library.needs.size > 0) return outcome();

  // 3. What the rest refers to: data sets and lets, then the arms of each axis, and which of them meet.
  const networks = subNetworks(syntax.networks, report);
  const varied = withTuned(syntax);
  const known = new Map([...imported, ...networks, ...contested]);
  const names = new Definitions(varied, known, report, dataFiles);
  if (dataFiles.wanted.length > 0) return outcome();
  const scope = names.scope(report);
  const specs = dataSpecs(syntax.data, names.shared);
  const head = readHead(syntax, specs, scope);
  const axes = markTuned(resolveAxes(varied.axes, scope), syntax, contested);
  const read = new Set<string>();
  const scopeOf: ScopeOfArms = (arms, to) => names.scopeOf(arms, axes, to, (name) => read.add(name));
  if (tooManyRules(axes, syntax, report)) return outcome();
  const kept = keptCombinations(syntax.where, axes, scopeOf, report);
  read.clear();
  if (tooManyCells(axes, syntax, kept.length, head.replicates.length, report)) return outcome();

  // 4. One network and one training for each combination of arms, shapes followed through.
  const variants = expandVariants(syntax, kept, scopeOf, networkFiles, report);
  if (library.needs.size > 0) return outcome();
  if (!failed()) reportIdleTunes(axes, read, report);
  if (!failed()) reportUnread(axes, read, report);
  const files = [syntax, readExperiment(written, () => {}), ...profiles];
  if (!failed()) reportUnreadNames(syntax, files, report);
  if (!failed()) reportUnusedNetworks(syntax, files, report);

  // 5. What is measured, claimed and drawn: typed against the networks and against one another.
  const taken = { scope, specs, trains: syntax.train !== undefined, variants, report };
  const measured = resolveMeasurements(syntax.measure, taken);
  const tuned = resolveTunes(syntax.tune, measured, taken);
  const shown = { measurements: measured, axes, scope, report };
  const claims = resolveClaims(syntax.claims, { ...shown, kept: new KeptCells(kept) });
  const charts = resolveCharts(syntax.charts, { ...shown, replicates: head.replicates });
  const movable = { experiment: experimentName(source.file), axes, measurements: [...measured.keys()] };
  const moved = resolveMoved(syntax.moved, movable, report);
  const [title, about] = [syntax.title, syntax.about].map((text) => renderText(text, scope));
  if (failed()) return outcome();
  const measurements = soundMeasurements(new Map([...measured, ...tuned.added]));
  lint({ syntax, axes, variants, measurements, claims, replicates: head.replicates, report });

  // 6. Cells, and the steps behind each with their content keys.
  const { experiment } = movable;
  const said = {
    experiment,
    moved,
    title,
    about,
    profile: options.profile ?? '',
    data: specs,
    claims,
    charts,
  };
  const { choices } = tuned;
  const plan = lower({ ...said, head, axes, choices, variants, measurements }, options.numerics);

  // 7. The plan against its written spec: a violation is our mistake, not the author's, and throws.
  verifyPlan(plan);
  return outcome(plan);
}

/** Whether a file only gives names to others, so that there is nothing to compile in it. */
export function isFragmentText(file: string, text: string): boolean {
  const root = readYaml(file, text, () => {});
  return root?.kind === 'map' && isFragment(root);
}

/** `workflows/smart-start.crease.yaml` → `smart-start` */
export function experimentName(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/(\.crease)?\.ya?ml$/, '');
}
