import type { Results, Verdict } from '../../../compiler/plan/results.ts';
import { pageSvg } from '../charts/standalone.ts';
import { escapeHtml } from '../text/escape.ts';
import { formatBytes, formatCount, formatDuration, formatNumber } from '../text/format.ts';
import { highlightLine } from '../text/highlight.ts';
import { renderMarkdown } from '../text/markdown.ts';
import { type ClaimView, claimView, verdictCounts } from './claims.ts';
import type { Manual } from './manual.ts';
import { type NetworkView, networkViews } from './network.ts';
import type { Experiment } from './read.ts';
import { type CellTable, cellTable, type SummaryTable, summaryTable } from './summary.ts';
import { type TunedTable, tunedTable } from './tuned.ts';

/** Everything that the pages draw, ready to be drawn. */
export interface Site {
  readonly version: string;
  readonly experiments: readonly ExperimentView[];
  readonly manual: Manual;
}
export interface ExperimentView {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly facts: readonly string[];
  readonly verdicts: readonly (readonly [Verdict, number])[];
  readonly claims: readonly ClaimView[];
  readonly charts: readonly ChartView[];
  readonly summary: SummaryTable;
  readonly cells: CellTable;
  /** Missing where nothing is tuned. */
  readonly tuned?: TunedTable;
  readonly networks: readonly NetworkView[];
  readonly input: readonly string[];
  readonly source: { readonly file: string; readonly lines: readonly string[] };
  readonly settings: Results['settings'];
  readonly provenance: readonly { readonly name: string; readonly value: string }[];
  readonly command: string;
  readonly files: readonly { readonly path: string; readonly size: string }[];
}
export interface ChartView {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly svg: string;
  readonly table: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly omitted: number;
  };
}

/** Rows of a chart's table that a page shows; the CSV has them all. */
const shownRows = 200;

function chartView(chart: Results['charts'][number], svg: string): ChartView {
  const columns = chart.table.columns.map(({ title, unit }) =>
    unit && unit !== 'one' && unit !== 'count' ? `${title} (${unit})` : title,
  );
  const rows = chart.table.rows
    .slice(0, shownRows)
    .map((row) => row.map((value) => (typeof value === 'string' ? value : formatNumber(value, 4))));
  const { name, title, description } = chart;
  return {
    name,
    title,
    description,
    svg: pageSvg(svg),
    table: { columns, rows, omitted: Math.max(0, chart.table.rows.length - shownRows) },
  };
}

function facts(results: Results): string[] {
  const unfinished = results.cells.filter((cell) => cell.outcome !== 'done').length;
  return [
    ...results.axes.map(
      (axis) =>
        `${axis.name}: ${axis.tuned ? `${axis.arms.length} candidates, tuned` : formatCount(axis.arms.length, 'arm')}`,
    ),
    formatCount(results.replicates, 'replicate'),
    formatCount(results.cells.length, 'cell') + (unfinished > 0 ? `, ${unfinished} without result` : ''),
    `seed ${results.seed}`,
    ...(results.profile && results.profile !== 'default' ? [`profile ${results.profile}`] : []),
  ];
}

const dataText = (results: Results) =>
  Object.entries(results.data).map(([name, data]) => {
    const parts = Object.entries(data.parts).map(
      ([part, count]) => `${part} ${count.toLocaleString('en-US')}`,
    );
    return `${name}: ${data.source.is}, examples of shape ${data.shape.join(' × ')}${data.classes ? `, ${data.classes} classes` : ''}; ${parts.join(', ')}`;
  });

function provenanceRows({ provenance }: Experiment) {
  const { machine, git } = provenance;
  return [
    { name: 'Numerics', value: provenance.numerics },
    {
      name: 'Versions',
      value: Object.entries(provenance.versions)
        .map((pair) => pair.join(' '))
        .join(', '),
    },
    {
      name: 'Machine',
      value: `${machine.cpu}, ${formatCount(machine.cores, 'core')}, ${formatNumber(machine.memoryGB)} GB, ${machine.platform}`,
    },
    ...(git ? [{ name: 'Commit', value: git.commit + (git.dirty ? ' with uncommitted changes' : '') }] : []),
    { name: 'Computing time', value: formatDuration(provenance.seconds) },
    { name: 'Finished', value: provenance.finished },
  ];
}

/** `svgs` are the experiment's charts in their order. */
export function experimentView(experiment: Experiment, svgs: readonly string[]): ExperimentView {
  const { results, provenance } = experiment;
  return {
    name: results.experiment,
    title: results.title,
    about: renderMarkdown(results.about),
    facts: facts(results),
    verdicts: verdictCounts(results),
    claims: results.claims.map(claimView),
    charts: results.charts.map((chart, index) => chartView(chart, svgs[index])),
    summary: summaryTable(results),
    cells: cellTable(results),
    tuned: tunedTable(results),
    networks: networkViews(results),
    input: dataText(results),
    source: {
      file: results.source.file,
      lines: results.source.text.replace(/\n$/, '').split(/\r?\n/).map(highlightLine),
    },
    settings: results.settings,
    provenance: provenanceRows(experiment),
    command: provenance.command,
    files: experiment.files.map(({ path, bytes }) => ({ path, size: formatBytes(bytes) })),
  };
}

/** `says` of a claim with code marks, the only markup there. */
export const inlineCode = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
