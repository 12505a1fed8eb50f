import { printExpression } from '../../compiler/expression/print.ts';
import { experimentHelp, experimentOptions, experimentOptionsHelp } from '../experiments.ts';
import { type Inspected, inspect } from '../inspect.ts';
import { count } from '../text.ts';
import { oneOf, parse } from '../usage.ts';

export const summary = 'List the combinations of arms, and which rule removed the others';

export const help = `Usage: crease matrix [FILES] [--why] [--profile NAME] [--set PATH=VALUE] [--format text|json]

Lists the combinations of arms of each experiment by their ids, as \`crease plan\` and the website name them.
Each is a cell for every replicate.

${experimentHelp}

Options:
  --why                Also the combinations that \`where\` removes, each with the rules and lines that remove it
${experimentOptionsHelp}
  --format text|json   Text to read (default), or one JSON object

Examples:
  crease matrix
  crease matrix smart-start --why
  crease matrix --format json | jq '.experiments[].cells[].id'

Exit codes:
  0  listed
  1  an experiment file has errors
  2  the command was not understood`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    ...experimentOptions,
    why: { type: 'boolean', default: false },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('--format', values.format, ['text', 'json']);
  const experiments = inspect(positionals, values);
  if (!experiments) return 1;
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ experiments: experiments.map(asData) }, null, 2)}\n`
      : `${experiments.map((each) => describe(each, values.why)).join('\n')}`,
  );
  return 0;
}

function describe(experiment: Inspected, why: boolean): string {
  const { name, combinations } = experiment;
  const kept = combinations.filter(({ removedBy }) => removedBy.length === 0);
  const removed = combinations.filter(({ removedBy }) => removedBy.length > 0);
  const cells = experiment.experiment.plan?.cells.length ?? 0;
  const width = Math.max(...removed.map(({ id }) => id.length));
  const reasons = removed.map(
    ({ id, removedBy }) =>
      `  x ${id.padEnd(width)}  ${removedBy.map((rule) => `${printExpression(rule)} (${experiment.place(rule.span)})`).join(' and ')}\n`,
  );
  return [
    `${name}: ${count(kept.length, 'combination')} of arms, ${count(cells, 'cell')}\n`,
    ...kept.map(({ id }) => `    ${id}\n`),
    ...(why ? reasons : []),
    removed.length > 0 && !why ? `  x ${removed.length} removed; --why says by which rule\n` : '',
  ].join('');
}

function asData(experiment: Inspected) {
  const { name, combinations, axes, place } = experiment;
  return {
    experiment: name,
    axes: axes.map((axis) => ({ name: axis.name, arms: axis.arms.map((arm) => arm.name) })),
    cells: experiment.experiment.plan?.cells,
    removed: combinations
      .filter(({ removedBy }) => removedBy.length > 0)
      .map(({ id, removedBy }) => ({
        id,
        rules: removedBy.map((rule) => ({ rule: printExpression(rule), place: place(rule.span) })),
      })),
  };
}
