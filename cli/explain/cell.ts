import { changedLeaves, leafText } from '../../compiler/plan/leaves.ts';
import type { Construct, Step } from '../../compiler/plan/plan.ts';
import { nearestRecord, withTraining } from '../../runtime/explain/nearest.ts';
import { keysOf, nameOfStep, previousOf } from '../../runtime/explain/previous.ts';
import { damagedKeys } from '../../runtime/explain/reasons.ts';
import type { History } from '../../runtime/history.ts';
import { listStore } from '../../runtime/store/contents.ts';
import type { Store } from '../../runtime/store/store.ts';
import { duration } from '../text.ts';
import type { ChosenCell } from './cells.ts';
import { placesIn } from './places.ts';
import { changeText } from './report.ts';

/** Why the steps of a cell are in the store or not. */
export function explainCell({ experiment, cell, steps }: ChosenCell, store: Store, history: History) {
  const { plan } = experiment;
  const before = keysOf(previousOf(store.folder, plan), plan);
  const places = placesIn(experiment, store);
  const damaged = damagedKeys(store.folder);
  const planned = new Map(plan.steps.map((step) => [step.key, step.preimage]));
  const trainingOf = (key: string): Construct | undefined => planned.get(key) ?? store.read(key)?.preimage;

  function nearest(step: Step) {
    const key = before(cell, nameOfStep(step));
    const last = key === undefined || key === step.key ? undefined : store.read(key);
    if (!last) return nearestRecord(step, recordKeys(store), store.read, trainingOf);
    const [old, now] = [last.preimage, step.preimage].map((each) => withTraining(each, trainingOf));
    return { record: last, changes: changedLeaves(old, now) };
  }

  return {
    experiment: plan.experiment,
    cell,
    steps: steps.map((step) => {
      const record = store.read(step.key);
      const sidecar = store.sidecar(step.key);
      const about = { step: nameOfStep(step), key: step.key, outcome: record?.outcome ?? 'missing' };
      if (record && record.outcome !== 'failed')
        return { ...about, sealed: sidecar?.started, host: sidecar?.host };
      const found = nearest(step);
      return {
        ...about,
        ...(record?.reason && { reason: record.reason.split('\n')[0] }),
        ...(damaged.has(step.key) && { reason: 'its record is damaged and was moved aside' }),
        seconds: history.isEmpty ? undefined : history.seconds(plan, step),
        ...(found && { nearest: found.record.key }),
        changes: (found?.changes ?? []).map((change) => ({
          leaf: change.path,
          before: leafText(change.before),
          after: leafText(change.after),
          places: places(change, step, found!.record.key),
        })),
      };
    }),
  };
}

function* recordKeys({ folder }: Store): Generator<string> {
  for (const { kind, key } of listStore(folder)) if (kind === 'record') yield key;
}

type CellReport = ReturnType<typeof explainCell>;

/** The report as text. */
export function printCell({ experiment, cell, steps }: CellReport): string {
  const width = Math.max(...steps.map(({ step }) => step.length));
  const lines = steps.flatMap((step) => stepLines(step, width));
  const seconds = steps.map((step) => ('seconds' in step ? step.seconds : undefined));
  const cost = seconds.reduce((sum: number, each) => sum + (each ?? 0), 0);
  return `${[`${experiment} ${cell}`, ...lines, ...(cost > 0 ? [`  to run it: about ${duration(cost)} on one worker`] : [])].join('\n')}\n`;
}

function stepLines(step: CellReport['steps'][number], width: number): string[] {
  const head = `  ${step.step.padEnd(width)}  `;
  const key = step.key.slice(0, 12);
  if (!('changes' in step))
    return [`${head}= in the store as ${key}, ${step.outcome}, since ${step.sealed ?? 'some time'}`];
  const why = step.outcome === 'failed' ? `! failed before: ${step.reason}` : `+ not in the store (${key})`;
  const damage = step.outcome === 'missing' && step.reason ? `: ${step.reason}` : '';
  if (step.nearest === undefined) return [`${head}${why}${damage}; nothing like it is`];
  return [
    `${head}${why}${damage}; nearest is ${step.nearest.slice(0, 12)}, which differs in`,
    ...step.changes.map((change) => `      ${changeText(change)}`),
  ];
}
