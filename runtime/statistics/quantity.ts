import type { Quantity } from '../../compiler/plan/plan.ts';
import type { StatisticName } from '../../compiler/registry/statistics/index.ts';
import { slopeWeights } from './reduce.ts';
import { asNumber, combine, NoValue, pick, reduceOver, scalar, type Values } from './values.ts';

/** Arm name by axis name. */
export type Arms = Readonly<Record<string, string>>;

/** What a measurement found in the cell of these arms and replicate; nothing where the cell failed. */
export type Lookup = (measurement: string, arms: Arms, replicate: number) => Values | undefined;

/** A number, `null` where a cell that it needs failed, or why it can't have a value. */
export type QuantityResult = number | null | { readonly error: string };

/**
 * Computes a quantity for one replicate; `arms` are those that the claim has fixed already.
 * `onCensored` is told of each curve that never gets to its level.
 */
export function evaluateQuantity(
  quantity: Quantity,
  arms: Arms,
  replicate: number,
  lookup: Lookup,
  onCensored: () => void = () => {},
): QuantityResult {
  try {
    const find: Find = (name, where) => lookup(name, where, replicate);
    const value = evaluate(quantity, arms, { find, onCensored });
    return value && asNumber(value);
  } catch (error) {
    if (error instanceof NoValue) return { error: error.message };
    throw error;
  }
}

type Find = (measurement: string, arms: Arms) => Values | undefined;
interface Context {
  readonly find: Find;
  readonly onCensored: () => void;
}

function evaluate(quantity: Quantity, arms: Arms, context: Context): Values | null {
  switch (quantity.op) {
    case 'literal':
      return scalar(quantity.value);
    case 'measurement':
      return measured(quantity, context.find(quantity.name, arms));
    case 'select':
      return evaluate(quantity.of, { ...arms, ...quantity.where }, context);
    case 'statistic': {
      const of = evaluate(quantity.of, arms, context);
      if (!of) return null;
      const reduced = reduceOver(of, quantity.over, quantity.name as StatisticName, quantity.settings);
      return quantity.name === 'steps_to' ? censored(reduced, of, quantity.over[0], context) : reduced;
    }
    case 'slope':
      return slopeAlong(quantity, arms, context);
    case 'arithmetic': {
      const left = evaluate(quantity.left, arms, context);
      const right = evaluate(quantity.right, arms, context);
      return left && right && combine(left, right, operations[quantity.operator]);
    }
  }
}

/** Curves that never get there count with their last step. */
function censored(steps: Values, { indices }: Values, over: string, { onCensored }: Context): Values {
  const last = Number(indices.find(({ name }) => name === over)?.values?.at(-1));
  const values = steps.values.map((step) => {
    if (step !== Number.POSITIVE_INFINITY) return step;
    onCensored();
    return last;
  });
  return { ...steps, values };
}

function slopeAlong(
  { along, arms: levels, of }: Extract<Quantity, { op: 'slope' }>,
  arms: Arms,
  context: Context,
): Values | null {
  const weights = slopeWeights(levels.length);
  let sum: Values | null = null;
  for (const [i, level] of levels.entries()) {
    const value = evaluate(of, { ...arms, [along]: level }, context);
    if (!value) return null;
    const weighted = combine(value, scalar(weights[i]), operations['*']);
    sum = sum ? combine(sum, weighted, operations['+']) : weighted;
  }
  return sum;
}

function measured(
  { name, member, pick: picks = {} }: Extract<Quantity, { op: 'measurement' }>,
  whole: Values | undefined,
): Values | null {
  if (whole === undefined) return null;
  const part = member === undefined ? whole : whole.members?.[member];
  if (part === undefined)
    throw new NoValue(
      `${name} has no part ${member}; it has ${Object.keys(whole.members ?? {}).join(', ') || 'none'}`,
    );
  return Object.entries(picks).reduce((values, [index, wanted]) => pick(values, index, wanted), part);
}

const operations = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '**': (a: number, b: number) => a ** b,
} as const;
