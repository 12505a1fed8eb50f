import type { Table } from '../../../compiler/plan/results.ts';

const field = (value: string | number | null) => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The table as RFC 4180 CSV; numbers as exact as they came, missing values empty. */
export const tableCsv = (table: Table): string =>
  [table.columns.map((column) => column.name), ...table.rows]
    .map((row) => row.map(field).join(',') + '\n')
    .join('');
