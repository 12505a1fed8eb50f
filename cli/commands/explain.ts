import { nearest } from '../../compiler/diagnostics/nearest.ts';
import { findPage, pageNames, referencePages } from '../../compiler/reference/index.ts';
import { openStore } from '../../runtime/store/store.ts';
import { experimentOptionsHelp } from '../experiments.ts';
import { explainCell, printCell } from '../explain/cell.ts';
import { cellOptions, findCells } from '../explain/cells.ts';
import { printPage } from '../page.ts';
import { readHistory } from '../run/execute.ts';
import { count } from '../text.ts';
import { oneOf, parse, UsageError } from '../usage.ts';

export const summary = 'Explain a name of the language, the code of a message, or why a cell is run again';

export const help = `Usage: crease explain NAME|CODE [--format text|json]
       crease explain CELL [FILES] [--profile NAME] [--set PATH=VALUE] [--format text|json]

For the code of a message: what is wrong, why the language has the rule, a mistake of that kind with the message
that it gives, and how it is mended. For a name: what it computes, where it comes from, its parameters with
their types, units and defaults, and an example. Without anything, the names there are.

For a cell, or anything that \`crease run --only\` selects: which of its steps are in the store, and of the others
which leaf differs from the nearest record, from what to what, where both are written, and what running it costs.

Options:
${experimentOptionsHelp}
  --backend NAME       Of a cell: tensorflow, wasm or reference; the fastest that runs here unless said
  --format text|json   Text to read (default), or the page as one JSON object

Examples:
  crease explain CR0309
  crease explain batch_norm
  crease explain train          the keys of a section
  crease explain expressions
  crease explain norm=batch,replicate=1

Exit codes:
  0  explained
  1  an experiment file has errors
  2  the command was not understood, or nothing has that name`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, cellOptions);
  const format = oneOf('--format', values.format, ['text', 'json']);
  const [name, ...files] = positionals;
  if (name === undefined) {
    process.stdout.write(`${overview()}\n`);
    return 0;
  }
  const page = findPage(name.replace(/\(\)$/, ''));
  if (!page) return explainCells(name, files, values, format);
  if (files.length > 0) throw new UsageError(`it explains one thing at a time, not ${positionals.length}.`);
  process.stdout.write(format === 'json' ? `${JSON.stringify(page, null, 2)}\n` : `${printPage(page)}\n`);
  return 0;
}

/** Cells that are explained at a time. */
const mostCells = 5;

async function explainCells(
  name: string,
  files: readonly string[],
  options: { profile?: string; set: readonly string[]; backend?: string },
  format: 'text' | 'json',
): Promise<number> {
  const cells = await cellsNamed(name, files, options);
  if (!cells) return 1;
  const store = openStore('.crease');
  const history = readHistory();
  const explained = cells.slice(0, mostCells).map((cell) => explainCell(cell, store, history));
  const rest = cells.length - explained.length;
  const more = rest > 0 ? [`and ${count(rest, 'cell')} more: name one to see it\n`] : [];
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ cells: explained }, null, 2)}\n`
      : [...explained.map(printCell), ...more].join('\n'),
  );
  return 0;
}

/** The cells of a name that is no name of the language. */
async function cellsNamed(...[name, files, options]: Parameters<typeof findCells>) {
  try {
    return await findCells(name, files, options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const guess = nearest(name, pageNames());
    const isCell = files.length > 0 || name.includes('=');
    if (isCell && !guess) throw error;
    throw new UsageError(
      `nothing is named '${name}'.${guess ? ` Did you mean '${guess}'?` : ''} \`crease explain\` lists what is.`,
    );
  }
}

function overview(): string {
  const groups = Map.groupBy(referencePages, ({ group }) => group);
  return [...groups]
    .map(([group, pages]) => {
      const width = Math.max(...pages.map(({ name }) => name.length));
      return [
        `${group}:`,
        ...pages.map(({ name, summary: line }) => `  ${name.padEnd(width)}  ${line}`),
      ].join('\n');
    })
    .join('\n\n');
}
