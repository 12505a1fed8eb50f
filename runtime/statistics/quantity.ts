import type { Quantity } from '../../compiler/plan/plan.ts';
import type { StatisticName } from '../../compiler/registry/statistics/index.ts';
import { asNumber, combine, NoValue, pick, reduceOver, scalar, type Values } from './values.ts';

/** Arm name by axis name. */
export type Arms = Readonly<Record<string, string>>;

/** What a measurement found in the cell of these arms and replicate; nothing where the cell failed. */
export type Lookup = (measurement: string, arms: Arms, replicate: number) => Values | undefined;

/** A number, `null` where a cell that it needs failed, or why it can't have a value. */
export type QuantityResult = number | null | { readonly error: string };

/** Computes a quantity for one replicate; `arms` are those that the claim has fixed already. */
export function evaluateQuantity(
  quantity: Quantity,
  arms: Arms,
  replicate: number,
  lookup: Lookup,
): QuantityResult {
  try {
    const value = evaluate(quantity, arms, (name, where) => lookup(name, where, replicate));
    return value && asNumber(value);
  } catch (error) {
    if (error instanceof NoValue) return { error: error.message };
    throw error;
  }
}

type Find = (measurement: string, arms: Arms) => Values | undefined;

function evaluate(quantity: Quantity, arms: Arms, find: Find): Values | null {
  switch (quantity.op) {
    case 'literal':
      return scalar(quantity.value);
    case 'measurement':
      return measured(quantity, find(quantity.name, arms));
    case 'select':
      return evaluate(quantity.of, { ...arms, ...quantity.where }, find);
    case 'statistic': {
      const of = evaluate(quantity.of, arms, find);
      return of && reduceOver(of, quantity.over, quantity.name as StatisticName, quantity.settings);
    }
    case 'arithmetic': {
      const left = evaluate(quantity.left, arms, find);
      const right = evaluate(quantity.right, arms, find);
      return left && right && combine(left, right, operations[quantity.operator]);
    }
  }
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
