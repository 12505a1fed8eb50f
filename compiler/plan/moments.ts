import type { Measurement } from './plan.ts';

/** The optimizer steps after which a measurement is taken, of a training of so many `steps` (0: untrained). */
export function momentsOf({ at, indices }: Measurement, steps: number): readonly number[] {
  const outer = indices.find(({ name }) => name === 'at' || name === 'step');
  return (outer?.values ?? at).map((moment) =>
    moment === 'initial' ? 0 : moment === 'final' ? steps : Number(moment),
  );
}
