import quantile from '@stdlib/stats-base-dists-t-quantile';
import type { CellResult, Results } from '../../../compiler/plan/results.ts';
import { capital, formatMean, formatQuantity } from '../text/format.ts';
import { armsText } from './claims.ts';
import { chosenVariants } from './tuned.ts';

export interface SummaryTable {
  readonly columns: readonly { readonly title: string; readonly text: string }[];
  readonly rows: readonly {
    readonly label: string;
    readonly values: readonly string[];
    readonly n: string;
    readonly failed: string;
  }[];
}
export interface CellTable {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly cell: string;
    readonly values: readonly string[];
    readonly outcome: string;
    readonly keys: readonly string[];
  }[];
}

/**
 * Mean over replicates and half of its 95 % t interval; no interval for fewer than two.
 * @param overlap see `Results.overlap`
 */
export function meanInterval(
  values: readonly number[],
  overlap = 0,
): {
  readonly mean: number | null;
  readonly half: number | null;
} {
  const n = values.length;
  if (n === 0) return { mean: null, half: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { mean, half: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, half: quantile(0.975, n - 1) * Math.sqrt(variance * (1 / n + overlap)) };
}

const numbers = (cells: readonly CellResult[], measurement: string) =>
  cells.map((cell) => cell.values[measurement]).filter((value): value is number => typeof value === 'number');

/** A row for each variant whose candidates were chosen, a column for each measurement: mean ± interval over the replicates that are done. */
export function summaryTable(results: Results): SummaryTable {
  const rows = chosenVariants(results).map((variant) => {
    const cells = results.cells.filter((cell) => cell.variant === variant.id);
    const done = cells.filter((cell) => cell.outcome === 'done');
    const values = results.measurements.map(({ name, unit }) => {
      const { mean, half } = meanInterval(numbers(done, name), results.overlap);
      return formatMean(mean, half, unit);
    });
    return {
      label: armsText(variant.arms) || 'all',
      values,
      n: String(done.length),
      failed: String(cells.length - done.length),
    };
  });
  return {
    columns: results.measurements.map(({ name, title, text }) => ({
      title: capital(title),
      text: `${name}: ${text}`,
    })),
    rows,
  };
}

/** Every cell with what it measured, how it ended and the first digits of its records' keys. */
export function cellTable(results: Results): CellTable {
  const rows = results.cells.map((cell) => ({
    cell: cell.id,
    values: results.measurements.map(({ name, unit }) => formatQuantity(cell.values[name] ?? null, unit)),
    outcome: cell.reason ? `${cell.outcome}: ${cell.reason}` : cell.outcome,
    keys: Object.entries(cell.keys).map(([record, key]) => `${record} ${key.slice(0, 12)}`),
  }));
  return { columns: results.measurements.map(({ name }) => name), rows };
}
