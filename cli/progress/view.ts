import type { Plan } from '../../compiler/plan/plan.ts';
import type { RunEvent } from '../../runtime/run.ts';
import { count } from '../text.ts';
import { liveView } from './live.ts';
import { plainView } from './plain.ts';
import type { Row } from './state.ts';

export const progressKinds = ['auto', 'live', 'plain', 'none'] as const;
export type ProgressKind = (typeof progressKinds)[number];

/** Where a run is shown while it runs: always on stderr, as results go to stdout. */
export interface View {
  /** Called after every event; draws no more often than can be read. */
  update(rows: () => Row[]): void;
  /** A message that stays. */
  say(text: string): void;
  close(): void;
}

/** `auto` is a live view on a terminal, and plain lines elsewhere and in continuous integration. */
export function createView(kind: ProgressKind): View {
  if (kind === 'none') return { update: () => {}, say, close: () => {} };
  const live = kind === 'live' || (kind === 'auto' && process.stderr.isTTY && !process.env.CI);
  return live ? liveView(process.stderr) : plainView(say);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What a user should read of an event the moment it happens; nothing for most. */
export function messageOf(event: RunEvent, plans: readonly Plan[]): string | undefined {
  if (event.kind === 'failed')
    return `failed: ${plans[event.experiment].experiment} ${event.cell}: ${event.reason}`;
  if (event.kind === 'damaged') return event.message;
  if (event.kind === 'waiting') return waitingFor(event);
  if (event.kind !== 'retried') return undefined;
  const cells =
    event.cells.length === 1 ? event.cells[0] : `${count(event.cells.length, 'cell')}, each alone`;
  return `lost: ${plans[event.experiment].experiment}: ${event.reason}; running again: ${cells}`;
}

function waitingFor({ steps, holders }: Extract<RunEvent, { kind: 'waiting' }>): string {
  const names = holders.map(({ host, pid }) => `process ${pid} on ${host}`);
  const who = names.length > 0 ? ` (${names.join(', ')})` : '';
  return `waiting for ${count(steps, 'step')} that another run computes${who}`;
}
