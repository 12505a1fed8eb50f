import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { nearest } from '../../compiler/diagnostics/nearest.ts';
import { printDiagnostics } from '../../compiler/diagnostics/print.ts';
import { parseExpression } from '../../compiler/expression/parse.ts';
import type { Expression } from '../../compiler/expression/tree.ts';
import { evaluateIn, type Worth } from '../../compiler/inspect/evaluate-in.ts';
import type { Combination } from '../../compiler/inspect/open.ts';
import type { YamlScalar } from '../../compiler/source/yaml-tree.ts';
import { experimentOptions, experimentOptionsHelp } from '../experiments.ts';
import { type Inspected, inspect } from '../inspect.ts';
import { oneOf, parse, UsageError } from '../usage.ts';

export const summary = 'Compute an expression with the names of an experiment';

export const help = `Usage: crease eval EXPRESSION [FILE] [--cell ID] [--profile NAME] [--set PATH=VALUE] [--format text|json]

Computes an expression as a field of the experiment would: with its data sets, its values under \`let\`, and the
arms of its axes. Without --cell it says what it is worth in every combination of arms. FILE is an experiment
file or the name of an experiment; it may be left out where there is only one.

Options:
  --cell ID            One combination of arms, such as norm=batch,rate=0.001; \`crease matrix\` lists them
${experimentOptionsHelp}
  --format text|json   Text to read (default), or one JSON object

Examples:
  crease eval 'images.classes' smart-start
  crease eval 'log_range(0.01, 1, count = 4)'
  crease eval 'if rate > 1e-3 then 30 else 60' smart-start --cell start=both,rate=0.01

Exit codes:
  0  computed
  1  the expression has no value, or the experiment has errors
  2  the command was not understood`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    ...experimentOptions,
    cell: { type: 'string' },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('--format', values.format, ['text', 'json']);
  const [text, ...files] = positionals;
  if (text === undefined) throw new UsageError('it needs an expression, such as `crease eval 2*3`.');
  const experiments = inspect(files, values);
  if (!experiments) return 1;
  const [experiment, second] = experiments;
  if (second)
    throw new UsageError(`name one of the experiments: ${experiments.map(({ name }) => name).join(', ')}.`);
  const combinations = combinationsOf(experiment, values.cell);
  const { expression, problems } = read(text);
  const { worths, diagnostics } =
    problems.length > 0
      ? { worths: [], diagnostics: problems }
      : evaluateIn(expression, experiment, combinations);
  if (worths.length === 0) {
    const color = process.stderr.isTTY === true && process.stderr.hasColors();
    const sources = new Map([
      [file, text],
      ...experiment.experiment.sources.map((each) => [each.file, each.text] as const),
    ]);
    process.stderr.write(printDiagnostics(diagnostics, sources, { color }));
    return 1;
  }
  process.stdout.write(format === 'json' ? `${JSON.stringify(asData(worths), null, 2)}\n` : describe(worths));
  return 0;
}

/** What diagnostics call the expression of the command line. */
const file = '--expression';

function read(text: string): { expression: Expression; problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const at = (start: number, end: number) => ({ file, start, end });
  const scalar: YamlScalar = { kind: 'scalar', text, style: 'plain', span: at(0, text.length), at };
  const expression = parseExpression(scalar, (diagnostic) => void problems.push(diagnostic));
  return { expression, problems };
}

/** Those that are kept, or the one that \`--cell\` names, with or without its replicate. */
function combinationsOf({ combinations }: Inspected, cell: string | undefined): readonly Combination[] {
  const kept = combinations.filter(({ removedBy }) => removedBy.length === 0);
  if (cell === undefined) return kept;
  const id = cell.replace(/,?replicate=\d+$/, '') || 'base';
  const found = kept.find((combination) => combination.id === id);
  if (found) return [found];
  const guess = nearest(
    id,
    kept.map((combination) => combination.id),
  );
  throw new UsageError(
    `--cell is '${cell}', but no cell has that id.${guess ? ` Did you mean ${guess}?` : ''} \`crease matrix\` lists them.`,
  );
}

function describe(worths: readonly Worth[]): string {
  if (worths.length === 1) return `${worths[0].text}\n`;
  const width = Math.max(...worths.flatMap((worth) => worth.in.map((id) => id.length)));
  return worths
    .map((worth) => worth.in.map((id) => `${id.padEnd(width)}  ${worth.text}\n`).join(''))
    .join('');
}

function asData(worths: readonly Worth[]) {
  return { values: worths.map(({ in: cells, text, type }) => ({ value: text, type, cells })) };
}
