import { differentCells, readTable } from './csv-format.ts';
import type { Loader } from './dataset.ts';
import { unchanged } from './unchanged.ts';

/** `[rows, features]`: the lines in their order, all columns but that of the labels. */
export const csv: Loader = (settings) => {
  const { path, label } = settings as { path: string; label: string | null };
  const table = readTable(path);
  unchanged(path, table.sha256, settings.sha256 as string);
  const { names, rows } = table;
  const features = names.map((_, column) => column).filter((column) => names[column] !== label);
  const inputs = new Float64Array(rows.length * features.length);
  rows.forEach((row, i) => {
    features.forEach((column, f) => {
      inputs[i * features.length + f] = Number(row[column]);
    });
  });
  if (label === null) return { inputs };
  const column = names.indexOf(label);
  const classes = new Map(differentCells(rows, column)!.map((cell, k) => [cell, k]));
  return { inputs, labels: Int32Array.from(rows, (row) => classes.get(row[column].trim())!) };
};
