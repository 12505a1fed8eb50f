import { existsSync } from 'node:fs';
import { nearest } from '../../compiler/diagnostics/nearest.ts';
import { describeCells } from '../../compiler/inspect/describe-cells.ts';
import { type Setting, settingsOf } from '../../compiler/inspect/settings.ts';
import { experimentOptions, experimentOptionsHelp, findExperiments } from '../experiments.ts';
import { type Inspected, inspect } from '../inspect.ts';
import { oneOf, parse, UsageError } from '../usage.ts';

export const summary = 'Show the settings of an experiment: what they are worth and where they come from';

export const help = `Usage: crease show [PATH] [FILES] [--resolved] [--origin] [--profile NAME] [--set PATH=VALUE] [...]

Shows every setting below PATH, such as train or train.epochs, or all of them, with the overrides of the profile
and of the command line in place.

FILES are experiment files, folders or names of experiments, as for \`crease check\`.

Options:
  --resolved           Also what each expression is worth, with its unit, in each combination of arms
  --origin             Also the place that each setting comes from, and what it overrides
${experimentOptionsHelp}
  --format text|json   Text to read (default), or one JSON object

Examples:
  crease show train smart-start --resolved
  crease show train.epochs smart-start --profile quick --origin
  crease show --format json | jq '.experiments[].settings[].path'

Exit codes:
  0  shown
  1  an experiment file has errors
  2  the command was not understood, or no setting has that path`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    ...experimentOptions,
    resolved: { type: 'boolean', default: false },
    origin: { type: 'boolean', default: false },
    format: { type: 'string', default: 'text' },
  });
  const format = oneOf('--format', values.format, ['text', 'json']);
  const [path, files] = pathAndFiles(positionals);
  const experiments = inspect(files, values);
  if (!experiments) return 1;
  const shown = experiments.map((experiment) => ({
    experiment,
    settings: below(path, settingsOf(experiment)),
  }));
  if (path && shown.every(({ settings }) => settings.length === 0)) throw unknownPath(path, experiments);
  if (format === 'json') {
    const data = shown.map(({ experiment, settings }) => asData(experiment, settings));
    process.stdout.write(`${JSON.stringify({ experiments: data }, null, 2)}\n`);
  } else {
    const texts = shown
      .filter(({ settings }) => settings.length > 0)
      .map(({ experiment, settings }) => describe(experiment, settings, values, experiments.length > 1));
    process.stdout.write(texts.join('\n'));
  }
  return 0;
}

/** The first argument is a path unless it is an experiment. */
function pathAndFiles([first, ...rest]: readonly string[]): [string | undefined, readonly string[]] {
  if (first === undefined) return [undefined, []];
  return isExperiment(first) ? [undefined, [first, ...rest]] : [first, rest];
}

function isExperiment(argument: string): boolean {
  if (existsSync(argument) || argument.endsWith('.yaml')) return true;
  try {
    return findExperiments([argument]).length > 0;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

function below(path: string | undefined, settings: readonly Setting[]): readonly Setting[] {
  if (path === undefined) return settings;
  return settings.filter((setting) => setting.path === path || setting.path.startsWith(`${path}.`));
}

function unknownPath(path: string, experiments: readonly Inspected[]): UsageError {
  const paths = experiments.flatMap((experiment) => settingsOf(experiment).map((setting) => setting.path));
  const parents = paths.flatMap((each) =>
    each.split('.').map((_, i, parts) => parts.slice(0, i + 1).join('.')),
  );
  const guess = nearest(path, new Set(parents));
  return new UsageError(`no setting has the path '${path}'.${guess ? ` Did you mean '${guess}'?` : ''}`);
}

function describe(
  inspected: Inspected,
  settings: readonly Setting[],
  { resolved, origin }: { readonly resolved: boolean; readonly origin: boolean },
  several: boolean,
): string {
  const { name, place } = inspected;
  const lines = settings.flatMap(({ path, text, span, worths, overrides }) => [
    `${path}: ${text.replace(/\s*\n\s*/g, ' ')}`,
    ...(resolved ? worthLines(text, worths, inspected) : []),
    ...(origin ? [`    at ${place(span)}`] : []),
    ...(origin && overrides ? [`    instead of ${overrides.text} at ${place(overrides.span)}`] : []),
  ]);
  return [...(several ? [`${name}:`] : []), ...lines, ''].join('\n');
}

function worthLines(text: string, worths: Setting['worths'], opened: Inspected): string[] {
  if (worths.length === 1) return worths[0].text === text ? [] : [`    = ${worths[0].text}`];
  return worths.map((worth) => `    = ${worth.text} with ${describeCells(worth.in, opened)}`);
}

function asData({ name, place }: Inspected, settings: readonly Setting[]) {
  return {
    experiment: name,
    settings: settings.map(({ path, text, span, worths, overrides }) => ({
      ...{ path, text, place: place(span) },
      values: worths.map(({ text: value, type, in: cells }) => ({ value, type, cells })),
      ...(overrides ? { overrides: { text: overrides.text, place: place(overrides.span) } } : {}),
    })),
  };
}
