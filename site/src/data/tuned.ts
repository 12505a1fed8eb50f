import type { Results, VariantResult } from '../../../compiler/plan/results.ts';
import { formatQuantity } from '../text/format.ts';
import { armsText } from './claims.ts';

/** What was chosen among the candidates of tuned settings, a row for each combination of the other axes. */
export interface TunedTable {
  /** How it was chosen, in words. */
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Undefined where nothing is tuned. */
export function tunedTable({ axes, tuned = [], measurements }: Results): TunedTable | undefined {
  const settings = axes.filter((axis) => axis.tuned);
  const by = settings[0]?.tuned;
  if (!by || tuned.length === 0) return undefined;
  const measurement = measurements.find(({ name }) => name === by.measurement);
  const candidates = [
    ...new Set(tuned.flatMap((choice) => choice.candidates.map(({ value }) => armsText(value)))),
  ];
  const rows = tuned.map(({ arms, chosen, candidates: tried }) => [
    armsText(arms) || 'all',
    chosen ? armsText(chosen) : 'none finished',
    ...candidates.map((text) => {
      const candidate = tried.find(({ value }) => armsText(value) === text);
      if (!candidate) return '–';
      const mean = formatQuantity(candidate.mean, measurement?.unit ?? 'one');
      return candidate.diverged > 0 ? `${mean} (${candidate.diverged} diverged)` : mean;
    }),
  ]);
  const names = settings.map(({ name }) => name).join(' and ');
  const end = by.best === 'max' ? 'largest' : 'smallest';
  return {
    about: `For each arm, the ${names} with the ${end} mean of ${measurement?.text ?? by.measurement} over replicates. Claims, charts and the means above show these.`,
    columns: ['Arm', 'Chosen', ...candidates],
    rows,
  };
}

/** Variants without the candidates that were not chosen. */
export function chosenVariants({ variants, tuned = [] }: Results): readonly VariantResult[] {
  if (tuned.length === 0) return variants;
  return variants.filter(({ arms }) =>
    tuned.some(
      ({ arms: own, chosen }) =>
        chosen && Object.entries({ ...own, ...chosen }).every(([axis, arm]) => arms[axis] === arm),
    ),
  );
}
