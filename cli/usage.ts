import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from '../compiler/diagnostics/nearest.ts';

/** The command line was not understood: printed with a pointer to the help, exit code 2. */
export class UsageError extends Error {}

export type Options = NonNullable<ParseArgsConfig['options']>;

/** `parseArgs`, but a mistake is a `UsageError` that names the nearest option. */
export function parse<const O extends Options>(
  args: string[],
  options: O,
  files: 'files' | 'no files' = 'files',
) {
  try {
    return parseArgs({ args, options, allowPositionals: files === 'files' });
  } catch (error) {
    throw new UsageError(explain(error as NodeJS.ErrnoException, options));
  }
}

/** The value if it is one of `choices`. */
export function oneOf<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found) return found;
  const guess = nearest(value, choices);
  throw new UsageError(
    `${option} is '${value}', but can be ${choices.join(', ')}.${guess ? ` Did you mean ${guess}?` : ''}`,
  );
}

export function wholeNumber(option: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new UsageError(`${option} is '${value}', but must be a whole number from ${least} to ${most}.`);
}

function explain({ code, message }: NodeJS.ErrnoException, options: Options): string {
  const option = /'(-[^' ]+)/.exec(message)?.[1];
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return `it takes no files, but was given ${/'(.*?)'/.exec(message)?.[1]}.`;
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION' || !option) return message;
  const guess = nearest(option.replace(/^-+/, ''), Object.keys(options));
  return `there is no option ${option}.${guess ? ` Did you mean --${guess}?` : ''}`;
}

/** Seconds of `90s`, `20m`, `2h` or `1h30m`. */
export function lengthOfTime(option: string, value: string): number {
  const [match, hours = 0, minutes = 0, seconds = 0] =
    /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(value.replaceAll(' ', '')) ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (match && total > 0) return total;
  throw new UsageError(`${option} is '${value}', but must be a length of time such as 90s, 20m or 1h30m.`);
}

/** `2/8`: the second of eight. */
export function partOf(option: string, value: string): { index: number; count: number } {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(value) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new UsageError(`${option} is '${value}', but must be I/N with I from 1 to N, such as 2/8.`);
}
