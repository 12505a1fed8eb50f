import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { nearest } from '../../compiler/diagnostics/nearest.ts';
import { printDiagnostics } from '../../compiler/diagnostics/print.ts';
import { parseExpression } from '../../compiler/expression/parse.ts';
import type { Expression } from '../../compiler/expression/tree.ts';
import { evaluateIn, type Worth } from '../../compiler/inspect/evaluate-in.ts';
import type { Combination } from '../../compiler/inspect/open.ts';
import { isMeasured, quantitiesIn } from '../../compiler/inspect/quantity-in.ts';
import type { YamlScalar } from '../../compiler/source/yaml-tree.ts';
import { openStore } from '../../runtime/store/store.ts';
import { readBackend } from '../backend.ts';
import { compileExperiments, experimentOptions, experimentOptionsHelp } from '../experiments.ts';
import { type Inspected, inspect } from '../inspect.ts';
import { answersOf, describeAnswers } from '../quantities.ts';
import { shellCommand } from '../text.ts';
import { oneOf, parse, UsageError } from '../usage.ts';

export const summary = 'Compute an expression with the names of an experiment';

export const help = `Usage: crease eval EXPRESSION [FILE] [--cell ID] [--profile NAME] [--set PATH=VALUE] [--backend NAME]
                   [--format text|json]

Computes an expression as a field of the experiment would: with its data sets, its values under \`let\`, and the
arms of its axes. Where it is about something that is measured, it is computed as a claim would, from the results
in the store: a quantity, or a comparison, of which both sides are told. Nothing is run. Without --cell it says
what the expression is worth in every combination of arms. FILE is an experiment file or the name of an
experiment; it may be left out where there is only one.

Options:
  --cell ID            One combination of arms, such as norm=batch,rate=0.001, of all replicates or of one;
                       \`crease matrix\` lists them
${experimentOptionsHelp}
  --backend NAME       Whose results: tensorflow, wasm or reference; the fastest that runs here unless said
  --format text|json   Text to read (default), or one JSON object

Examples:
  crease eval 'images.classes' smart-start
  crease eval 'log_range(0.01, 1, count = 4)'
  crease eval 'if rate > 1e-3 then 30 else 60' smart-start --cell start=both,rate=0.01
  crease eval 'median(nearest, over = sample)' moving-creases
  crease eval 'test_accuracy[start = both] - test_accuracy[start = zero]' smart-start --profile quick

Exit codes:
  0  computed
  1  the expression has no value, the experiment has errors, or no result is in the store yet
  2  the command was not understood`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    ...experimentOptions,
    cell: { type: 'string' },
    backend: { type: 'string' },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('--format', values.format, ['text', 'json']);
  const [text, ...files] = positionals;
  if (text === undefined) throw new UsageError('it needs an expression, such as `crease eval 2*3`.');
  const experiment = inspectOne(files, values);
  if (!experiment) return 1;
  const cell = findCell(experiment, values.cell);
  const { expression, problems } = read(text);
  if (problems.length > 0) return refuse(problems, text, experiment);
  if (!isMeasured(expression, experiment)) {
    const { worths, diagnostics } = evaluateIn(expression, experiment, cell.combinations);
    if (worths.length === 0) return refuse(diagnostics, text, experiment);
    process.stdout.write(format === 'json' ? asJson({ values: asData(worths) }) : describe(worths));
    return 0;
  }
  const { quantities, diagnostics } = quantitiesIn(expression, experiment);
  if (diagnostics.length > 0) return refuse(diagnostics, text, experiment);
  const { numerics } = await readBackend(values.backend);
  const [{ plan }] = compileExperiments([experiment.experiment.source.file], values, numerics);
  if (!plan) return 1;
  const asked = cell.combinations.map(({ arms }) => ({
    arms: Object.fromEntries([...arms].map(([axis, { name }]) => [axis, name])),
    replicate: cell.replicate,
  }));
  const answers = answersOf(plan, quantities, asked, openStore('.crease').read);
  process.stdout.write(format === 'json' ? asJson({ quantities: answers }) : describeAnswers(answers));
  if (answers.some(({ mean }) => mean !== null)) return 0;
  process.stderr.write(
    `No result of it is in the store for ${numerics}. Run: ${again(experiment, values)}\n`,
  );
  return 1;
}

type Values = { readonly profile?: string; readonly set: readonly string[] };

function inspectOne(files: readonly string[], values: Values): Inspected | undefined {
  const experiments = inspect(files, values);
  if (experiments && experiments.length > 1)
    throw new UsageError(`name one of the experiments: ${experiments.map(({ name }) => name).join(', ')}.`);
  return experiments?.[0];
}

const again = ({ experiment: { source } }: Inspected, { profile, set }: Values) =>
  shellCommand([
    ...['crease', 'run', source.file, ...(profile ? ['--profile', profile] : [])],
    ...set.flatMap((setting) => ['--set', setting]),
  ]);

const asJson = (data: unknown) => `${JSON.stringify(data, null, 2)}\n`;

/** Says what is wrong with the expression. */
function refuse(
  problems: readonly Diagnostic[],
  text: string,
  { experiment: { sources } }: Inspected,
): number {
  const color = process.stderr.isTTY === true && process.stderr.hasColors();
  const texts = new Map([[file, text], ...sources.map((each) => [each.file, each.text] as const)]);
  process.stderr.write(printDiagnostics(problems, texts, { color }));
  return 1;
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

/** The combinations that are kept, or the one that `--cell` names, with or without its replicate. */
function findCell(
  { combinations, experiment: { plan } }: Inspected,
  cell: string | undefined,
): { readonly combinations: readonly Combination[]; readonly replicate?: number } {
  const kept = combinations.filter(({ removedBy }) => removedBy.length === 0);
  if (cell === undefined) return { combinations: kept };
  const [, id, number] = /^(.*?)(?:,?replicate=(\d+))?$/.exec(cell) as RegExpExecArray;
  const replicate = number === undefined ? undefined : Number(number);
  const found = kept.find((combination) => combination.id === (id || 'base'));
  const known = new Set(plan?.cells.map((each) => each.replicate));
  if (found && (replicate === undefined || known.has(replicate))) return { combinations: [found], replicate };
  const guess = nearest(
    cell,
    kept.flatMap((combination) => [
      combination.id,
      ...[...known].map((n) => `${combination.id},replicate=${n}`),
    ]),
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

const asData = (worths: readonly Worth[]) =>
  worths.map(({ in: cells, text, type }) => ({ value: text, type, cells }));
