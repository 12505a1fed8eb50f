import { compile } from '../../compiler/compile.ts';
import type { Plan } from '../../compiler/plan/plan.ts';
import { execute } from '../../runtime/execute.ts';
import type { Backend, Job, Sealable } from '../../runtime/job.ts';
import type { ReadRecord } from '../../runtime/store/record.ts';
import { probeNative } from '../../runtime/tensorflow/probe.ts';

/** The plan of an experiment that has no mistakes. */
export function compiled(text: string): Plan {
  const { plan, diagnostics } = compile([{ file: 'test.crease.yaml', text }], { numerics: 'test' });
  if (plan === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return plan;
}

/**
 * What experiments run on here: the native library, or WebAssembly where there is none. The project `wasm` of the tests
 * asks for the latter in every case.
 */
export const available = async (): Promise<Backend> => {
  const asked = process.env.CREASE_TEST_BACKEND as Backend | undefined;
  return asked ?? ((await probeNative()).available ? 'tensorflow' : 'wasm');
};

/** What a job seals, by key, without the time that it took. */
export async function done(
  plan: Plan,
  job: Job,
  backend: Backend,
  read: ReadRecord = () => undefined,
  onProgress: (fraction: number) => void = () => {},
): Promise<Map<string, Sealable>> {
  const sealed = new Map<string, Sealable>();
  for await (const step of execute(plan, job, { backend, root: '.', read, onProgress }))
    sealed.set(step.key, { ...step, seconds: undefined });
  return sealed;
}

/** Reads what `done` gave as if it had been stored. */
export function readFrom(sealed: ReadonlyMap<string, Sealable>): ReadRecord {
  return (key) => {
    const step = sealed.get(key);
    return (
      step && {
        ...step,
        names: Object.keys(step.arrays),
        array: (name) => step.arrays[name],
        weights: () => step.weights,
      }
    );
  };
}

/** Key of a cell's training or measurement. */
export function keyOf(plan: Plan, cell: string, what: string): string {
  const step = plan.steps.find(
    (candidate) =>
      candidate.cell === cell && (candidate.kind === 'train' ? 'train' : candidate.measurement) === what,
  );
  if (step === undefined) throw new Error(`${cell} has no ${what}`);
  return step.key;
}

/** The job that trains cells and takes all their measurements. */
export const trainJob = (plan: Plan, cells: readonly string[]): Job & { kind: 'train' } => ({
  kind: 'train',
  cells,
  steps: plan.steps.filter(({ cell }) => cells.includes(cell)).map(({ key }) => key),
});
