import { type Parameter, type Refusal, refused, type Settings } from '../construct.ts';

export const share = { kind: 'number', unit: 'probability', min: 0, max: 1 } as const;

/** Whether classes are dealt evenly. */
export const stratifiedParameter: Parameter = {
  name: 'stratified',
  about: 'whether each part has the classes in the same proportions, as far as whole examples allow',
  type: { kind: 'truth' },
  default: false,
};

/** The parameters of every data set that can be split. */
export const splitParameters: readonly Parameter[] = [
  { name: 'test', about: 'share of the examples kept for the part `test`', type: share, default: 0 },
  { name: 'validation', about: 'share kept for the part `validation`', type: share, default: 0 },
  stratifiedParameter,
];

/** What documentation says of the split. */
export const splitAbout =
  'Examples are dealt to `test`, `validation` and `train` at random by the seed of the experiment, without regard to classes unless `stratified`; shares are rounded to whole examples.';

/** Examples in each part: only `all` where nothing is split off, else `train` and the parts that were asked for. */
export function splitParts(
  count: number,
  { test, validation }: Settings,
): Readonly<Record<string, number>> | Refusal {
  const tests = part('test', test as number, count);
  const validations = part('validation', validation as number, count);
  if (refused(tests)) return tests;
  if (refused(validations)) return validations;
  const train = count - tests - validations;
  if (train < 1)
    return {
      refused: `with ${percent(test as number)} for test and ${percent(validation as number)} for validation, none of the ${count} examples is left to train on`,
      help: 'let the two shares add up to less than 100%',
    };
  if (train === count) return { all: count };
  return {
    all: count,
    train,
    ...(validations > 0 && { validation: validations }),
    ...(tests > 0 && { test: tests }),
  };
}

function part(name: string, share: number, count: number): number | Refusal {
  const examples = Math.round(share * count);
  if (share === 0 || examples > 0) return examples;
  return {
    refused: `${percent(share)} of ${count} examples for ${name} is less than one example`,
    help: 'take a larger share, or 0 for no such part',
  };
}

/** `0.3` → `30%` */
export const percent = (share: number) => `${Number((share * 100).toPrecision(6))}%`;
