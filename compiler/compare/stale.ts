import type { Committed } from '../plan/committed.ts';
import type { Stale } from './experiment-diff.ts';

/**
 * How much of committed results is not of an experiment as it is written now; undefined where all is.
 * @param planned the experiment for each of the numerics that the results name, without results
 */
export function staleness(committed: Committed, planned: readonly Committed[]): Stale | undefined {
  const [plan] = planned;
  const isKnown = (id: string) => {
    const cell = committed.cells[id];
    return cell !== undefined && id in plan.cells && isPlanned(id, cell.keys, planned);
  };
  const ids = [...new Set([...Object.keys(plan.cells), ...Object.keys(committed.cells)])];
  const cells = ids.filter((id) => !isKnown(id)).length;
  const names = [...new Set([...Object.keys(plan.claims), ...Object.keys(committed.claims)])].sort();
  const claims = names.filter((name) => {
    const [own, kept] = [plan.claims[name], committed.claims[name]];
    return own?.text !== kept?.text || own?.exact !== kept?.exact || own?.per.join() !== kept?.per.join();
  });
  return cells > 0 || claims.length > 0 ? { cells, claims } : undefined;
}

/**
 * The experiment as it is written with the results that are still its own; every other cell is missing. Claims have
 * the verdicts that were found last.
 */
export function withoutStale(committed: Committed, planned: readonly Committed[]): Committed {
  const [plan] = planned;
  const cells = Object.entries(plan.cells).map(([id, cell]) => {
    const kept = committed.cells[id];
    return [id, kept !== undefined && isPlanned(id, kept.keys, planned) ? kept : cell];
  });
  const claims = Object.entries(plan.claims).map(([name, claim]) => {
    const { verdict, members } = committed.claims[name] ?? claim;
    return [name, { ...claim, verdict, members }];
  });
  return { ...plan, cells: Object.fromEntries(cells), claims: Object.fromEntries(claims) };
}

/** Whether these are the keys of a cell; with several numerics each step may have those of another. */
function isPlanned(
  id: string,
  keys: Readonly<Record<string, string>>,
  planned: readonly Committed[],
): boolean {
  const steps = Object.keys(planned[0].cells[id].keys);
  const isOneOf = (step: string) => planned.some(({ cells }) => cells[id].keys[step] === keys[step]);
  return steps.length === Object.keys(keys).length && steps.every(isOneOf);
}
