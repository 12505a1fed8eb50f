import type { PlannedExperiment } from '../prepare.ts';
import { shellCommand } from '../text.ts';

/** The options that decide what is run. */
export interface Chosen {
  readonly profile?: string;
  readonly set: readonly string[];
  readonly backend?: string;
  readonly 'accept-numerics'?: boolean;
  readonly only?: readonly string[];
  readonly shard?: string;
}

/** The command that does the same for all of the experiments, or for those of the names. */
export function againCommand(
  experiments: readonly PlannedExperiment[],
  chosen: Chosen,
  names?: readonly string[],
  extra: readonly string[] = [],
): string {
  const named = experiments.filter(({ plan }) => !names || names.includes(plan.experiment));
  return shellCommand([...againWords(named, chosen), ...extra]);
}

export function againWords(
  experiments: readonly PlannedExperiment[],
  { profile, set, backend, 'accept-numerics': accept, only = [], shard }: Chosen,
): string[] {
  return [
    ...['crease', 'run', ...experiments.map(({ source }) => source.file)],
    ...(profile ? ['--profile', profile] : []),
    ...set.flatMap((setting) => ['--set', setting]),
    ...(backend ? ['--backend', backend] : []),
    ...(accept ? ['--accept-numerics'] : []),
    ...only.flatMap((selector) => ['--only', selector]),
    ...(shard ? ['--shard', shard] : []),
  ];
}
