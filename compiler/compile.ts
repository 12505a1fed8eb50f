import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { withoutRepeats } from './diagnostics/repeats.ts';
import { reportUnread, resolveAxes } from './experiment/axes.ts';
import { resolveCharts } from './experiment/charts.ts';
import { resolveClaims } from './experiment/claims.ts';
import { dataSpecs, resolveData } from './experiment/data.ts';
import { asMap } from './experiment/fields.ts';
import { readHead } from './experiment/head.ts';
import { resolveMeasurements, soundMeasurements } from './experiment/measure.ts';
import { applyProfile, applySets, checkProfiles } from './experiment/overrides.ts';
import { readExperiment } from './experiment/read.ts';
import { cellsOf, stepsOf } from './lower/steps.ts';
import { expandVariants } from './lower/variants.ts';
import type { Plan } from './plan/plan.ts';
import { verifyPlan } from './plan/verify.ts';
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
}

export interface Compilation {
  /** Missing where there are errors. */
  readonly plan?: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The story of the compiler: one experiment file becomes a plan.
 *
 *     text ─read─▶ YAML with places ─override─▶ ─parse─▶ syntax
 *          ─resolve and check─▶ data, axes ─expand─▶ variants (one a combination of arms)
 *          ─check─▶ measurements, claims, charts ─lower─▶ cells, steps, keys ─verify─▶ plan
 *
 * Pure: no files, no clock, no randomness. Nothing throws on bad input; every phase reports what it
 * finds and goes on with holes, so that independent mistakes are all found at once.
 */
export function compile([source]: readonly Source[], options: CompileOptions): Compilation {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const failed = () => diagnostics.some(({ severity }) => severity === 'error');

  // 1. Text → YAML whose every character knows its place; overrides replace values of the tree.
  const document = readYaml(source.file, source.text, report);
  const written = document && asMap(document, 'an experiment', 'crease: 1', report);
  if (!written) return { diagnostics };
  const overridden = applySets(
    applyProfile(written, options.profile ?? '', report),
    options.set ?? {},
    report,
  );

  checkProfiles(written, readExperiment, report);

  // 2. YAML → sections, names and expression trees.
  const syntax = readExperiment(overridden, report);
  const head = readHead(syntax, report);

  // 3. What the rest refers to: data sets, then the arms of each axis.
  const data = resolveData(syntax.data, report);
  const specs = dataSpecs(data);
  const axes = resolveAxes(syntax.axes, data, report);

  // 4. One network and one training for each combination of arms, shapes followed through.
  const read = new Set<string>();
  const variants = expandVariants(syntax, axes, data, (name) => read.add(name), report);
  if (!failed()) reportUnread(axes, read, report);

  // 5. What is measured, claimed and drawn: typed against the networks and against one another.
  const measured = resolveMeasurements(syntax.measure, {
    data,
    specs,
    trains: syntax.train !== undefined,
    variants,
    report,
  });
  const claims = resolveClaims(syntax.claims, { measurements: measured, axes, report });
  const charts = resolveCharts(syntax.charts, {
    measurements: measured,
    axes,
    data,
    replicates: head.replicates,
    report,
  });
  if (failed()) return { diagnostics: withoutRepeats(diagnostics) };
  const measurements = soundMeasurements(measured);

  // 6. Cells, and the steps behind each with their content keys.
  const cells = cellsOf(variants, head.replicates);
  const steps = stepsOf(cells, variants, { ...head, numerics: options.numerics, specs, measurements });
  const plan: Plan = {
    crease: 1,
    experiment: experimentName(source.file),
    title: syntax.title,
    about: syntax.about,
    profile: options.profile ?? '',
    ...head,
    axes: axes.map(({ name, arms }) => ({
      name,
      arms: arms.map((arm) => ({ name: arm.name, text: arm.text })),
    })),
    data: specs,
    variants,
    cells,
    measurements: Object.fromEntries(
      [...measurements].map(([name, measurement]) => [name, measurement.plan]),
    ),
    claims,
    charts,
    steps,
  };

  // 7. The plan against its written spec: a violation is our mistake, not the author's, and throws.
  verifyPlan(plan);
  return { plan, diagnostics: withoutRepeats(diagnostics) };
}

/** `workflows/smart-start.crease.yaml` → `smart-start` */
export function experimentName(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/(\.crease)?\.ya?ml$/, '');
}
