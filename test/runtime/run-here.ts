import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, Step } from '../../compiler/plan/plan.ts';
import type { Engine } from '../../runtime/engine.ts';
import { type RunEvent, type RunOptions, run } from '../../runtime/run.ts';
import { fakeEngine, fakePlan } from './fake-plan.ts';

export interface Run {
  readonly plans?: readonly Plan[];
  readonly engine?: Engine;
  readonly options?: Partial<RunOptions>;
  readonly wanted?: (step: Step) => boolean;
}

/** Runs plans in the folder `root`, fake ones unless said; answers with the summary and the events. */
export async function runHere(
  root: string,
  { plans = [fakePlan()], engine = fakeEngine, options = {}, wanted }: Run,
) {
  const events: RunEvent[] = [];
  const experiments = plans.map((plan) => ({
    ...{ plan, wanted, profile: '', set: {} },
    sources: [{ file: 'fake.crease.yaml', text: 'title: A fake' }],
  }));
  const summary = await run(experiments, engine, {
    ...{ root, backend: 'reference', numerics: 'none', versions: { crease: '0.0.0' }, jobs: 2 },
    command: (experiment) => `crease run ${experiment}`,
    stop: new AbortController().signal,
    kill: new AbortController().signal,
    ...options,
    onEvent: (event) => {
      events.push(event);
      options.onEvent?.(event);
    },
  });
  const of = <K extends RunEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<RunEvent, { kind: K }> => event.kind === kind);
  return { summary, of };
}

/** Every file below `.crease/store` but the sidecars, with its bytes in hexadecimal. */
export function sealedBytes(root: string): Record<string, string> {
  const store = join(root, '.crease', 'store');
  const files = readdirSync(store, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.includes('.sidecar.'),
  );
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(store.length), readFileSync(path).toString('hex')]),
  );
}
