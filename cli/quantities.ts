import type { AskedQuantity } from '../compiler/inspect/quantity-in.ts';
import { describeValue } from '../compiler/language-server/shared-values.ts';
import type { Plan } from '../compiler/plan/plan.ts';
import { openFound } from '../runtime/results/found.ts';
import { quantityResults, type ReplicateResult } from '../runtime/results/quantity-results.ts';
import type { ReadRecord } from '../runtime/store/record.ts';
import { count } from './text.ts';

/** A quantity for some arms, replicate by replicate. */
export interface Answer {
  readonly text: string;
  readonly unit: AskedQuantity['unit'];
  /** The arms that the quantity leaves open, as `norm=batch`; empty where it leaves none. */
  readonly cell: string;
  readonly mean: number | null;
  readonly replicates: readonly ReplicateResult[];
}

/** Where an answer is looked for: all, or what `--cell` names. */
export interface AskedCell {
  readonly arms: Readonly<Record<string, string>>;
  readonly replicate?: number;
}

/** What the results in the store say of quantities. */
export function answersOf(
  plan: Plan,
  quantities: readonly AskedQuantity[],
  cells: readonly AskedCell[],
  read: ReadRecord,
): readonly Answer[] {
  const found = openFound(plan, read);
  return quantities.flatMap(({ text, quantity, unit, open }) => {
    const meant = cells.map(({ arms, replicate }) => ({
      arms: Object.fromEntries(open.map((axis) => [axis, arms[axis]])),
      replicate,
    }));
    return [...new Map(meant.map((each) => [idOf(each.arms), each]))].map(([cell, { arms, replicate }]) => {
      const replicates = quantityResults(found, quantity, arms).filter(
        (each) => replicate === undefined || each.replicate === replicate,
      );
      return { text, unit, cell, mean: meanOf(replicates), replicates };
    });
  });
}

const idOf = (arms: AskedCell['arms']) =>
  Object.entries(arms)
    .map(([axis, arm]) => `${axis}=${arm}`)
    .join(',');

function meanOf(replicates: readonly ReplicateResult[]): number | null {
  const values = replicates.flatMap(({ value }) => value ?? []);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A line an answer: its arms where there are several, the mean, and the replicates. */
export function describeAnswers(answers: readonly Answer[]): string {
  const byText = [...Map.groupBy(answers, ({ text }) => text)];
  if (byText.length === 1) return rowsOf(answers, '');
  return byText.map(([text, own]) => `${text}\n${rowsOf(own, '  ')}`).join('');
}

function rowsOf(answers: readonly Answer[], indent: string): string {
  const width = Math.max(...answers.map(({ cell }) => cell.length));
  const label = (cell: string) => (answers.length > 1 ? `${cell.padEnd(width)}  ` : '');
  return answers.map((answer) => `${indent}${label(answer.cell)}${inWords(answer)}\n`).join('');
}

function inWords({ unit, mean, replicates }: Answer): string {
  const values = replicates.flatMap(({ value }) => (value === null ? [] : [Number(value.toPrecision(6))]));
  const gone = Map.groupBy(
    replicates.filter(({ value }) => value === null),
    ({ reason = '' }) => reason,
  );
  const missing = [...gone].map(
    ([reason, those]) => `${reason} (replicate ${those.map(({ replicate }) => replicate).join(', ')})`,
  );
  if (mean === null) return missing.join('; ');
  const shown = describeValue({ kind: 'number', value: mean, unit });
  const all =
    replicates.length === 1 ? '' : `, mean of ${count(values.length, 'replicate')}: ${values.join(', ')}`;
  return [`${shown}${all}`, ...missing].join('; ');
}
