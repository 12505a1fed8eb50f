import { CsvError, parse } from 'csv-parse/sync';
import { type Column, mostClasses, type TableFacts } from '../../compiler/registry/datasets/file-facts.ts';
import { readDataFile, sha256 } from './files.ts';
import { DataFileError } from './problem.ts';

/** The cells of a table, with the line that each row ends in. */
export interface Table {
  readonly sha256: string;
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

interface Row {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** Reads a CSV file (RFC 4180; separated by commas, semicolons or tabs). */
export function readTable(path: string): Table {
  const bytes = readDataFile(path, 'table');
  const rows = parsed(bytes, path);
  const [head, ...body] = rows;
  if (!head) throw new DataFileError(`${path} is empty: its first line names the columns`);
  const names = head.record.map((name) => name.trim());
  checkNames(names, path);
  if (body.length === 0) throw new DataFileError(`${path} has no line besides the names of its columns`);
  for (const { record, info } of body)
    if (record.length !== names.length)
      throw new DataFileError(
        `${path}:${info.lines}: the line has ${record.length} cells, but there are ${names.length} columns: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`,
      );
  return {
    sha256: sha256(bytes),
    names,
    rows: body.map(({ record }) => record),
    lines: body.map(({ info }) => info.lines),
  };
}

function parsed(bytes: Buffer, path: string): Row[] {
  try {
    return parse(bytes, {
      bom: true,
      delimiter: separatorOf(bytes),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DataFileError(`${path}:${error.lines ?? 1}: ${error.message}`);
  }
}

/** The separator that the first line has most of. */
function separatorOf(bytes: Buffer): string {
  const end = bytes.indexOf('\n');
  const line = bytes.toString('utf8', 0, end < 0 ? undefined : end);
  const count = (separator: string) => line.split(separator).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function checkNames(names: readonly string[], path: string): void {
  if (names.every((name) => numberOf(name) !== undefined))
    throw new DataFileError(
      `${path}:1: the first line has numbers instead of names: write one above it, such as ${names
        .slice(0, 3)
        .map((_, i) => `x${i + 1}`)
        .join(',')}`,
    );
  names.forEach((name, i) => {
    if (name === '') throw new DataFileError(`${path}:1: column ${i + 1} has no name`);
    const first = names.indexOf(name);
    if (first < i)
      throw new DataFileError(
        `${path}:1: columns ${first + 1} and ${i + 1} are both called \`${name}\`: rename one`,
      );
  });
}

/** The finite number that a cell says; undefined for anything else, such as an empty cell or `nan`. */
export function numberOf(cell: string): number | undefined {
  const text = cell.trim();
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** What the compiler wants to know of a table. */
export function tableFacts({ sha256, names, rows, lines }: Table): TableFacts {
  const columns = names.map((name, column): Column => {
    const odd = rows.findIndex((row) => numberOf(row[column]) === undefined);
    const different = differentCells(rows, column);
    return {
      name,
      ...(odd >= 0 && { odd: { cell: rows[odd][column].slice(0, 60), line: lines[odd] } }),
      ...(different && { different }),
    };
  });
  return { form: 'table', sha256, rows: rows.length, columns };
}

/** The different cells of a column in the order of their classes; undefined where there are too many. */
export function differentCells(rows: readonly (readonly string[])[], column: number): string[] | undefined {
  const cells = new Set<string>();
  for (const row of rows) {
    cells.add(row[column].trim());
    if (cells.size > mostClasses) return undefined;
  }
  const numeric = [...cells].every((cell) => numberOf(cell) !== undefined);
  return [...cells].sort(numeric ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : 1));
}
