import type { Cell, Chart, Plan, Variant } from '../../compiler/plan/plan.ts';
import type { CellResult, ChartResult, Results, VariantResult } from '../../compiler/plan/results.ts';
import { judgeClaim } from '../statistics/claim.ts';
import { designOf } from '../statistics/design.ts';
import type { ReadRecord } from '../store/record.ts';
import { describeChart } from './describe.ts';
import { type Found, lookupIn, openFound, summaryOf } from './found.ts';
import { measurementRows, measurementTable } from './measurement-rows.ts';
import { partitionRows, partitionTable, partitionThinning } from './partition-rows.ts';
import { rounded } from './round.ts';
import { settingsOfPlan } from './settings.ts';
import { textOf } from './text.ts';

/** Makes of a plan and its records what the website and the review read. It follows from them alone. */
export function collectResults(plan: Plan, source: Results['source'], read: ReadRecord): Results {
  const found = openFound(plan, read);
  const { crease, experiment, title, about, profile, seed, replicates, axes, data } = plan;
  const design = designOf(plan);
  return {
    crease,
    experiment,
    title,
    about,
    profile,
    seed,
    replicates,
    ...(design.overlap > 0 && { overlap: design.overlap }),
    source,
    axes,
    data,
    ...(plan.moved && { moved: plan.moved }),
    ...(found.choices.length > 0 && { tuned: found.choices }),
    variants: plan.variants.map(variantResult),
    measurements: Object.entries(plan.measurements).map(([name, { title, value, unit, indices }]) => ({
      name,
      title,
      text: textOf(value),
      unit,
      indices,
    })),
    cells: plan.cells.map((cell) => cellResult(found, cell)),
    claims: Object.entries(plan.claims).map(([name, claim]) =>
      judgeClaim(name, claim, design, lookupIn(found)),
    ),
    charts: Object.entries(plan.charts).map(([name, chart]) => chartResult(found, name, chart)),
    settings: settingsOfPlan(plan),
  };
}

function variantResult({ id, arms, network }: Variant): VariantResult {
  const layers = network.layers.map(({ path, layer, output }) => ({ path, text: textOf(layer), output }));
  return { id, arms, layers };
}

function cellResult(found: Found, cell: Cell): CellResult {
  const keys = found
    .steps(cell)
    .map((step) => [step.kind === 'train' ? 'train' : step.measurement, step.key]);
  const values = Object.keys(found.plan.measurements).map((name) => {
    const measured = found.values(cell, name);
    return [name, measured === undefined ? null : rounded(summaryOf(measured))];
  });
  return {
    ...cell,
    ...found.outcome(cell),
    keys: Object.fromEntries(keys),
    values: Object.fromEntries(values),
  };
}

function chartResult(found: Found, name: string, chart: Chart): ChartResult {
  const request = chart.rows;
  const partition = request.kind === 'partition';
  const rows = partition ? partitionRows(found, request) : measurementRows(found, request);
  const thinning = partition ? partitionThinning(found, request) : '';
  const table = partition ? partitionTable(found, request) : measurementTable(found, request, rows);
  return {
    name,
    title: chart.title,
    spec: { ...chart.spec, data: { values: rows } },
    description: [describeChart(found.plan, chart, rows, table), thinning].filter(Boolean).join(' '),
    table,
  };
}
